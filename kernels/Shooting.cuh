// Ballistics forward, exactly and in parallel, by multiple shooting. Each thread runs the recursion over its segment from a guess of
// the gain before it, which decides between attack and release sample by sample. With the decisions fixed the segment is the
// affine step
//     y -> S y + b,  S = (1 - a_at)^(attacks) (1 - a_rt)^(releases),  b = what the same decisions make of y = 0,
// in terms of the reduction u = 1 - g,
// and a scan over the segments gives all gains for these decisions at once. Repeated until no guess moves: the recursion is a
// composition of increasing piecewise linear maps, all concave (a_at >= a_rt) or all convex, so this is Newton's method on it and
// ends after finitely many sweeps (model: policy iteration). S and b depend on the decisions alone, so the result does not
// depend on the guesses that it was reached from.
#pragma once
#include "Gain.cuh"
#include "Segments.cuh"

// y -> slope y + value, in double: the reduction is known to more than a float's digits.
struct alignas(16) ReductionStep {
    double slope, value;
};

__device__ static inline ReductionStep then(ReductionStep first, ReductionStep second)
{
    return {second.slope * first.slope, fusedMultiplyAdd(second.slope, first.value, second.value)};
}

__device__ static inline ReductionStep shuffleUp(ReductionStep step, unsigned distance)
{
    return {shuffleUp(step.slope, distance), shuffleUp(step.value, distance)};
}

// Thread: x^count, count <= 64.
__device__ static inline double power(double x, unsigned count)
{
    double result = 1.0;
#pragma unroll
    for (unsigned bit = 1; bit <= SegmentLength; bit *= 2) {
        if (count & bit) {
            result *= x;
        }

        x *= x;
    }

    return result;
}

// Thread: the product of (1 - a) over a segment.
__device__ static inline double slopeOf(const Compressor& compressor, unsigned attacks)
{
    return power(1.0 - compressor.attack, attacks) * power(1.0 - compressor.release, SegmentLength - attacks);
}

// What the ballistics start a segment from. In memory the reduction's sign says whether the sample before it was in attack; a
// reduction itself is never negative.
struct Start {
    double reduction;
    bool attack;

    __device__ static Start from(double word) { return {magnitude(word), hasSign(word)}; }
    __device__ double word() const { return withSign(reduction, attack); }
};

// What a sweep leaves for the next kernel. The sign of a slope, itself never negative, says whether the last sample of the steps
// was in attack.
struct SweepState {
    double* guesses;         // Start before each segment
    ReductionStep* segments; // steps of the segments before it in its span
    ReductionStep* spans;    // step of each span
};

// Thread: the start of its segment as the last sweep corrects it. Block: the spans before its own are folded in order.
__device__ static inline Start correctedStart(const SweepState& state, const SpanPlace& place)
{
    __shared__ Start beforeSpan;
    if (threadNumber() < LanesPerWarp) {
        Start start = {0.0, false};
        const ReductionStep* spans = state.spans + static_cast<unsigned long long>(place.chunk) * place.spans;
        for (unsigned first = 0; first < place.span; first += LanesPerWarp) {
            const unsigned span = first + threadNumber();
            ReductionStep step = span < place.span ? spans[span] : ReductionStep{1.0, 0.0};
            start.attack = hasSign(step.slope);
            step.slope = magnitude(step.slope);
            step = scanWarp(step, threadNumber());
            start.reduction = fusedMultiplyAdd(shuffle(step.slope, LanesPerWarp - 1), start.reduction, shuffle(step.value, LanesPerWarp - 1));
        }

        start.attack = shuffle(static_cast<int>(start.attack), (place.span - 1) % LanesPerWarp) && place.span > 0;
        if (threadNumber() == 0) {
            beforeSpan = start;
        }
    }

    synchronizeBlock();
    const ReductionStep before = state.segments[place.number()];
    const double reduction = fusedMultiplyAdd(magnitude(before.slope), beforeSpan.reduction, before.value);
    return {reduction > 0.0 ? reduction : 0.0, threadNumber() == 0 ? beforeSpan.attack : hasSign(before.slope)};
}

// Block: notes the segments' steps for the next sweep.
__device__ static inline void publishSteps(SweepState& state, const SpanPlace& place, ReductionStep step, bool attack)
{
    __shared__ ReductionStep warpSteps[WarpsPerSpan];
    __shared__ bool attacks[SegmentsPerSpan];
    const unsigned lane = threadNumber() % LanesPerWarp;
    const unsigned warp = threadNumber() / LanesPerWarp;
    const ReductionStep inclusive = scanWarp(step, lane);
    if (lane == LanesPerWarp - 1) {
        warpSteps[warp] = inclusive;
    }

    attacks[threadNumber()] = attack;
    synchronizeBlock();
    ReductionStep before = {1.0, 0.0};
    for (unsigned w = 0; w < warp; w++) {
        before = then(before, warpSteps[w]);
    }

    if (threadNumber() == SegmentsPerSpan - 1) {
        ReductionStep whole = then(before, inclusive);
        whole.slope = withSign(whole.slope, attack);
        state.spans[static_cast<unsigned long long>(place.chunk) * place.spans + place.span] = whole;
    }

    const ReductionStep neighbours = shuffleUp(inclusive, 1);
    if (lane > 0) {
        before = then(before, neighbours);
    }

    before.slope = withSign(before.slope, threadNumber() > 0 && attacks[threadNumber() - 1]);
    state.segments[place.number()] = before;
}
