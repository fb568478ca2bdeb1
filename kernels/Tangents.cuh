// One sample of the recursions behind the loss and its derivatives; see Jet.cuh for the channels.
#pragma once
#include "Jet.cuh"
#include "ReductionStep.cuh"

constexpr double EmphasisPole = 0.995;
constexpr float EmphasisGain = static_cast<float>(1.0 - EmphasisPole);

// The pole to the 64 samples of a segment.
static_assert(SegmentLength == 64, "4 times 4 times 4.");
constexpr double Emphasis4 = EmphasisPole * EmphasisPole * EmphasisPole * EmphasisPole;
constexpr double Emphasis16 = Emphasis4 * Emphasis4 * Emphasis4 * Emphasis4;
constexpr float EmphasisOfSegment = static_cast<float>(Emphasis16 * Emphasis16 * Emphasis16 * Emphasis16);

// p = x v - w, w += (1 - pole) p.
__device__ static inline float emphasise(float x, float value, float& state)
{
    const float p = fusedMultiplyAdd(x, value, -state);
    state = fusedMultiplyAdd(EmphasisGain, p, state);
    return p;
}

// Advances all tangents by a sample; d and attack are what Reduction::step said.
template <unsigned Order>
__device__ static inline void stepTangents(State<Order>& state, const Compressor& compressor, Curve curve, float d, bool attack)
{
    if constexpr (Order >= 1) {
        const float a = attack ? compressor.attack : compressor.release;
        const float source = curve.excess < 0.0f ? curve.f : 0.0f;
        const float sourceS = curve.excess * source;
        const float driveH = source - state.first(0);
        const float driveS = sourceS - state.first(1);
        if constexpr (Order >= 2) {
            // Before the first tangents: these sources are theirs of one sample earlier.
            const float before[SecondChannels] = {
                a * (curve.excess * sourceS),
                attack ? driveH : 0.0f,
                attack ? 0.0f : driveH,
                attack ? driveS : 0.0f,
                attack ? 0.0f : driveS,
                attack ? state.first(2) : 0.0f,
                attack ? 0.0f : state.first(3),
                attack ? state.first(3) : state.first(2),
            };
#pragma unroll
            for (unsigned c = 0; c < SecondChannels; c++) {
                state.second(c) += fusedMultiplyAdd(-a, state.second(c), before[c]);
            }
        }

        state.first(0) = fusedMultiplyAdd(a, driveH, state.first(0));
        state.first(1) = fusedMultiplyAdd(a, driveS, state.first(1));
        state.first(2) += fusedMultiplyAdd(-a, state.first(2), attack ? d : 0.0f);
        state.first(3) += fusedMultiplyAdd(-a, state.first(3), attack ? 0.0f : d);
    }
}

// Advances the response to the tangents before the segment.
template <unsigned Order>
__device__ static inline void stepResponse(Response<Order>& response, const Compressor& compressor, float x, bool attack)
{
    if constexpr (Order >= 1) {
        const float a = attack ? compressor.attack : compressor.release;
        if constexpr (Order >= 2) {
            response.slopeByAttack() -= fusedMultiplyAdd(a, response.slopeByAttack(), attack ? response.slope() : 0.0f);
            response.slopeByRelease() -= fusedMultiplyAdd(a, response.slopeByRelease(), attack ? 0.0f : response.slope());
            emphasise(x, response.slopeByAttack(), response.emphasisOfSlopeByAttack());
            emphasise(x, response.slopeByRelease(), response.emphasisOfSlopeByRelease());
        }

        response.slope() = fusedMultiplyAdd(-a, response.slope(), response.slope());
        emphasise(x, response.slope(), response.emphasisOfSlope());
    }
}

// Replaces what is known in closed form at the end of a segment: errors of the slope would add up over the segments of a long
// release.
template <unsigned Order>
__device__ static inline void finishResponse(Response<Order>& response, const Compressor& compressor, unsigned attacks)
{
    response.emphasis() = EmphasisOfSegment;
    if constexpr (Order >= 1) {
        const double slope = slopeOf(compressor, attacks);
        response.slope() = static_cast<float>(slope);
        if constexpr (Order >= 2) {
            response.slopeByAttack() = static_cast<float>(-static_cast<double>(attacks) * slope / (1.0 - compressor.attack));
            response.slopeByRelease() = static_cast<float>(-static_cast<double>(SegmentLength - attacks) * slope / (1.0 - compressor.release));
        }
    }
}
