// Loss, gradient, Gauss-Newton products and second-order sums of all chunks: what an evaluation of the objective launches.
//
//   shoot       a sweep of multiple shooting (Shooting.cuh); several, until no guess moves
//   jets        each segment's effect on the tangents (Jet.cuh), scanned over its span
//   accumulate  the tangents once more, now from the right state, and the sums over the samples in the loss
//   reduce      the sums of all blocks, in order
//
// Every kernel of the first three has one block of 128 threads a span of 128 segments.
#include "ReduceColumns.cuh"
#include "Tangents.cuh"

constexpr unsigned ArrangeThreads = 256;

// Read by the host, which keeps no copy of these numbers.
extern "C" __constant__ const unsigned objectiveGeometry[5] = {SegmentLength, GroupLength, SegmentsPerSpan, ArrangeThreads, ReduceThreads};
extern "C" __constant__ const unsigned jetFields[3] = {JetArray<0>::Count, JetArray<1>::Count, JetArray<2>::Count};
extern "C" __constant__ const unsigned sumsOfOrder[3] = {1, 21, 29};

extern "C" __constant__ const float scanRounding = ScanRounding;

// Puts one group of 16 lane-interleaved chunks, sample n of lane l at 16 n + l, into segments of the chunks from firstSlot on.
extern "C" __global__ void __launch_bounds__(ArrangeThreads) arrange(
    const float* interleaved, float* audio, unsigned firstSlot, unsigned lanes, unsigned length, unsigned groups)
{
    const unsigned long long thread = static_cast<unsigned long long>(blockNumber()) * ArrangeThreads + threadNumber();
    const auto n = static_cast<unsigned>(thread / 16);
    const auto lane = static_cast<unsigned>(thread % 16);
    if (lane < lanes && n < groups * GroupLength) {
        const unsigned segment = n / SegmentLength;
        const unsigned sample = n % SegmentLength;
        const unsigned long long group = static_cast<unsigned long long>(firstSlot + lane) * groups + segment / LanesPerWarp;
        audio[group * GroupLength + 4 * (sample / 4 * LanesPerWarp + segment % LanesPerWarp) + sample % 4] = n < length ? interleaved[thread] : 0.0f;
    }
}

// Thread: replaces the guess of its segment's start by what the last sweep makes of it, and returns by how much it moved. The largest
// move of all is kept in moved, as bits of a float.
__device__ static inline float correctGuess(const SweepState<ReductionStep>& state, const SpanPlace& place, Start& guess, unsigned* moved)
{
    const Start old = guess;
    guess = Start::from(correctedStart(state, place, 0.0));
    state.guesses[place.number()] = guess.word();
    const float move = magnitude(static_cast<float>(guess.reduction - old.reduction));
    // Bits of positive floats are in their order, and those of what is no number above all.
    unsigned largest = bitCast<unsigned>(move);
    const unsigned lane = threadNumber() % LanesPerWarp;
#pragma unroll
    for (unsigned distance = LanesPerWarp / 2; distance > 0; distance /= 2) {
        const auto other = static_cast<unsigned>(shuffle(static_cast<int>(largest), lane ^ distance));
        largest = other > largest ? other : largest;
    }

    // One access a warp: thousands to one address would wait for each other.
    if (lane == 0 && largest != 0) {
        maximizeRelaxed(moved, largest);
    }

    return move;
}

extern "C" __global__ void __launch_bounds__(SegmentsPerSpan) shoot(
    float threshold, float slope, float attack, float release,
    const float* audio, unsigned groups,
    double* guesses, double* segments, const double* spansBefore, double* spansAfter, unsigned* moved, unsigned first)
{
    const Compressor compressor = {threshold, slope, attack, release, 0.0f};
    const SpanPlace place = placeOfBlock(groups);
    SweepState<ReductionStep> state = {guesses, reinterpret_cast<ReductionStep*>(segments), reinterpret_cast<ReductionStep*>(const_cast<double*>(spansBefore))};
    Start guess = Start::from(guesses[place.number()]);
    if (!first) {
        const float move = correctGuess(state, place, guess, moved);
        // From the same starts come the same steps; the last sweeps run a few blocks only.
        if (!anyOfBlock(!(move <= ScanRounding))) {
            if (threadNumber() == 0) {
                reinterpret_cast<ReductionStep*>(spansAfter)[blockNumber()] = state.spans[blockNumber()];
            }

            return;
        }
    }

    ReductionStep step = {1.0, 0.0};
    if (place.exists(groups)) {
        Reduction reduction = Reduction::from(guess.reduction);
        Reduction response = {0.0f, 0.0f};
        unsigned attacks = 0;
        for (unsigned quad = 0; quad < QuadsPerSegment; quad++) {
            const float4 x = loadQuad(audio, groups, place, quad);
            const float samples[4] = {x.x, x.y, x.z, x.w};
#pragma unroll
            for (unsigned i = 0; i < 4; i++) {
                const float f = gainComputer(compressor, samples[i]).f;
                reduction.step(f, compressor, guess.attack);
                attacks += guess.attack;
                response.move(guess.attack ? attack : release, response.difference(f));
            }
        }

        step = {slopeOf(compressor, attacks), response.value()};
    }

    state.spans = reinterpret_cast<ReductionStep*>(spansAfter);
    step.slope = withSign(step.slope, guess.attack);
    publishSteps(state, place, step);
}

template <unsigned Order>
__device__ static inline void writeJets(
    const Compressor& compressor, const float* audio, unsigned groups,
    double* guesses, double* segments, const double* spans, unsigned* moved,
    float* segmentJets, float* spanJets, unsigned chunks)
{
    __shared__ Jet<Order> warpJets[WarpsPerSpan];
    const SpanPlace place = placeOfBlock(groups);
    const SweepState<ReductionStep> state = {guesses, reinterpret_cast<ReductionStep*>(segments), reinterpret_cast<ReductionStep*>(const_cast<double*>(spans))};
    Start guess = Start::from(guesses[place.number()]);
    correctGuess(state, place, guess, moved);
    Jet<Order> jet = identityJet<Order>();
    if (place.exists(groups)) {
        Reduction reduction = Reduction::from(guess.reduction);
        unsigned attacks = 0;
        State<Order>& tangents = jet.offset;
        for (unsigned quad = 0; quad < QuadsPerSegment; quad++) {
            const float4 x = loadQuad(audio, groups, place, quad);
            const float samples[4] = {x.x, x.y, x.z, x.w};
#pragma unroll
            for (unsigned i = 0; i < 4; i++) {
                const Curve curve = gainComputer(compressor, samples[i]);
                const float d = reduction.step(curve.f, compressor, guess.attack);
                attacks += guess.attack;
                stepTangents(tangents, compressor, curve, d, guess.attack);
                stepResponse(jet.response, compressor, samples[i], guess.attack);
                emphasise(samples[i], reduction.gain(), tangents.emphasisOfGain());
                if constexpr (Order >= 1) {
#pragma unroll
                    for (unsigned c = 0; c < FirstChannels; c++) {
                        emphasise(samples[i], tangents.first(c), tangents.emphasisOfFirst(c));
                    }
                }

                if constexpr (Order >= 2) {
#pragma unroll
                    for (unsigned c = 0; c < SecondChannels; c++) {
                        emphasise(samples[i], tangents.second(c), tangents.emphasisOfSecond(c));
                    }
                }
            }
        }

        finishResponse(jet.response, compressor, attacks);
    }

    const unsigned lane = threadNumber() % LanesPerWarp;
    const unsigned warp = threadNumber() / LanesPerWarp;
    const Jet<Order> inclusive = scanWarp(jet, lane);
    if (lane == LanesPerWarp - 1) {
        warpJets[warp] = inclusive;
    }

    synchronizeBlock();
    Jet<Order> before = identityJet<Order>();
    for (unsigned w = 0; w < warp; w++) {
        before = then(before, warpJets[w]);
    }

    const unsigned long long spanCount = static_cast<unsigned long long>(chunks) * place.spans;
    if (threadNumber() == SegmentsPerSpan - 1) {
        JetArray<Order>{spanJets, spanCount}.put(static_cast<unsigned long long>(place.chunk) * place.spans + place.span, then(before, inclusive));
    }

    const Jet<Order> neighbours = shuffleUp(inclusive, 1);
    JetArray<Order>{segmentJets, spanCount * SegmentsPerSpan}.put(place.number(), lane == 0 ? before : then(before, neighbours));
}

// Warp: sums 32 lanes' values of each of Count columns, lane k column k, in two floats; rows is the warp's part of shared memory.
template <unsigned Count>
__device__ static inline double sumColumn(const float* rows, unsigned column)
{
    float high = 0.0f, low = 0.0f;
    for (unsigned lane = 0; lane < LanesPerWarp; lane++) {
        const float value = rows[lane * Count + column];
        const float sum = high + value;
        const float part = sum - high;
        low += (high - (sum - part)) + (value - part);
        high = sum;
    }

    return static_cast<double>(high) + low;
}

template <unsigned Order>
__device__ static inline void accumulateSums(
    const Compressor& compressor, const float* audio, const float* target, const unsigned* lengths, unsigned warmUp, unsigned groups, unsigned chunks,
    const double* guesses, const float* segmentJets, const float* spanJets, double* sums)
{
    constexpr unsigned First = State<Order>::First, Second = State<Order>::Second;
    constexpr unsigned Columns = 1 + First;
    constexpr unsigned Count = Order == 0 ? 1 : 1 + Columns + Columns * (Columns + 1) / 2 + Second;
    __shared__ State<Order> stateOfSpan;
    __shared__ float rows[SegmentsPerSpan * Count];
    __shared__ double warpSums[WarpsPerSpan * Count];

    const SpanPlace place = placeOfBlock(groups);
    const unsigned lane = threadNumber() % LanesPerWarp;
    const unsigned warp = threadNumber() / LanesPerWarp;
    const unsigned long long spanCount = static_cast<unsigned long long>(chunks) * place.spans;
    if (warp == 0) {
        const JetArray<Order> jets = {const_cast<float*>(spanJets), spanCount};
        State<Order> state = {};
        for (unsigned span = 0; span < place.span; span += LanesPerWarp) {
            Jet<Order> jet = identityJet<Order>();
            if (span + lane < place.span) {
                jet = jets.get(static_cast<unsigned long long>(place.chunk) * place.spans + span + lane);
            }

            // Only the last lane's is the step over all of them.
            state = apply(scanWarp(jet, lane), state);
#pragma unroll
            for (unsigned k = 0; k < State<Order>::Count; k++) {
                state.field[k] = shuffle(state.field[k], LanesPerWarp - 1);
            }
        }

        if (lane == 0) {
            stateOfSpan = state;
        }
    }

    synchronizeBlock();
    float sum[Count] = {};
    if (place.exists(groups)) {
        const JetArray<Order> jets = {const_cast<float*>(segmentJets), spanCount * SegmentsPerSpan};
        State<Order> state = apply(jets.get(place.number()), stateOfSpan);
        Start start = Start::from(guesses[place.number()]);
        Reduction reduction = Reduction::from(start.reduction);
        const unsigned end = lengths[place.chunk];
        unsigned n = place.segment * SegmentLength;
        for (unsigned quad = 0; quad < QuadsPerSegment; quad++) {
            const float4 x = loadQuad(audio, groups, place, quad);
            const float4 y = loadQuad(target, groups, place, quad);
            const float samples[4] = {x.x, x.y, x.z, x.w};
            const float targets[4] = {y.x, y.y, y.z, y.w};
#pragma unroll
            for (unsigned i = 0; i < 4; i++, n++) {
                const Curve curve = gainComputer(compressor, samples[i]);
                const float d = reduction.step(curve.f, compressor, start.attack);
                stepTangents(state, compressor, curve, d, start.attack);
                const bool counted = n >= warmUp && n < end;
                float column[Columns];
                column[0] = emphasise(samples[i], reduction.gain(), state.emphasisOfGain());
                const float r = counted ? fusedMultiplyAdd(compressor.makeUp, column[0], -targets[i]) : 0.0f;
                sum[0] = fusedMultiplyAdd(r, r, sum[0]);
                if constexpr (Order >= 1) {
#pragma unroll
                    for (unsigned c = 0; c < First; c++) {
                        column[1 + c] = emphasise(samples[i], state.first(c), state.emphasisOfFirst(c));
                    }

                    unsigned product = 1 + Columns;
#pragma unroll
                    for (unsigned j = 0; j < Columns; j++) {
                        sum[1 + j] = fusedMultiplyAdd(r, column[j], sum[1 + j]);
                        const float factor = counted ? column[j] : 0.0f;
#pragma unroll
                        for (unsigned k = j; k < Columns; k++, product++) {
                            sum[product] = fusedMultiplyAdd(factor, column[k], sum[product]);
                        }
                    }
                }

                if constexpr (Order >= 2) {
#pragma unroll
                    for (unsigned c = 0; c < Second; c++) {
                        const float p = emphasise(samples[i], state.second(c), state.emphasisOfSecond(c));
                        sum[Count - Second + c] = fusedMultiplyAdd(r, p, sum[Count - Second + c]);
                    }
                }
            }
        }
    }

#pragma unroll
    for (unsigned k = 0; k < Count; k++) {
        rows[threadNumber() * Count + k] = sum[k];
    }

    synchronizeWarp();
    if (lane < Count) {
        warpSums[warp * Count + lane] = sumColumn<Count>(rows + warp * LanesPerWarp * Count, lane);
    }

    synchronizeBlock();
    if (threadNumber() < Count) {
        double total = 0.0;
        for (unsigned w = 0; w < WarpsPerSpan; w++) {
            total += warpSums[w * Count + threadNumber()];
        }

        sums[static_cast<unsigned long long>(blockNumber()) * Count + threadNumber()] = total;
    }
}

#define OBJECTIVE_KERNELS(name, order) \
    extern "C" __global__ void __launch_bounds__(SegmentsPerSpan) jets##name( \
        float threshold, float slope, float attack, float release, \
        const float* audio, unsigned groups, unsigned chunks, \
        double* guesses, double* segments, const double* spans, unsigned* moved, float* segmentJets, float* spanJets) \
    { \
        writeJets<order>({threshold, slope, attack, release, 0.0f}, audio, groups, guesses, segments, spans, moved, segmentJets, spanJets, chunks); \
    } \
    extern "C" __global__ void __launch_bounds__(SegmentsPerSpan) accumulate##name( \
        float threshold, float slope, float attack, float release, float makeUp, \
        const float* audio, const float* target, const unsigned* lengths, unsigned warmUp, unsigned groups, unsigned chunks, \
        const double* guesses, const float* segmentJets, const float* spanJets, double* sums) \
    { \
        accumulateSums<order>( \
            {threshold, slope, attack, release, makeUp}, audio, target, lengths, warmUp, groups, chunks, guesses, segmentJets, spanJets, sums); \
    }

OBJECTIVE_KERNELS(Loss, 0)
OBJECTIVE_KERNELS(GaussNewton, 1)
OBJECTIVE_KERNELS(Hessian, 2)

extern "C" __global__ void __launch_bounds__(ReduceThreads) reduce(const double* sums, double* totals, unsigned blocks, unsigned columns)
{
    reduceColumn(sums, totals, blocks, columns);
}
