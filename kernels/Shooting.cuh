// Ballistics forward, exactly and in parallel, by multiple shooting. Each thread runs the recursion over its segment from a guess of
// the gain before it, which decides between attack and release sample by sample. With the decisions fixed the segment is the
// affine step
//     y -> S y + b,  S = (1 - a_at)^(attacks) (1 - a_rt)^(releases),  b = what the same decisions make of y = 0,
// and a scan over the segments gives all gains for these decisions at once. Repeated until no guess moves: the recursion is a
// composition of increasing piecewise linear maps, all concave (a_at >= a_rt) or all convex, so this is Newton's method on it and
// ends after finitely many sweeps (model: policy iteration). S and b depend on the decisions alone, so the result does not
// depend on the guesses that it was reached from.
//
// Here is what does not depend on the arithmetic. A Step has identity(), then(first, second), shuffleUp(step, distance),
// shuffle(step, lane) and apply(step, state), with the state in a double.
#pragma once
#include "Affine.cuh"
#include "Segments.cuh"

__device__ static inline double multiply(double a, double b) { return a * b; }

// Thread: x^count, count <= 64; result comes in as 1.
template <class Number>
__device__ static inline Number power(Number x, unsigned count, Number result)
{
#pragma unroll
    for (unsigned bit = 1; bit <= SegmentLength; bit *= 2) {
        if (count & bit) {
            result = multiply(result, x);
        }

        x = multiply(x, x);
    }

    return result;
}

// What a sweep leaves for the next kernel.
template <class Step>
struct SweepState {
    double* guesses; // state before each segment
    Step* segments;  // steps of the segments before it in its span
    Step* spans;     // step of each span
};

// Thread: the state before its segment as the last sweep corrects it; first is the one before the chunk. Block: the spans before its own
// are folded in order.
template <class Step>
__device__ static inline double correctedStart(const SweepState<Step>& state, const SpanPlace& place, double first)
{
    __shared__ double beforeSpan;
    if (threadNumber() < LanesPerWarp) {
        double before = first;
        const Step* spans = state.spans + static_cast<unsigned long long>(place.chunk) * place.spans;
        for (unsigned begin = 0; begin < place.span; begin += LanesPerWarp) {
            // Lanes beyond the last span repeat it; what they scan is not used.
            const unsigned rest = place.span - 1 - begin;
            const unsigned last = rest < LanesPerWarp ? rest : LanesPerWarp - 1;
            const Step step = scanWarp(spans[begin + (threadNumber() < last ? threadNumber() : last)], threadNumber());
            before = apply(shuffle(step, last), before);
        }

        if (threadNumber() == 0) {
            beforeSpan = before;
        }
    }

    synchronizeBlock();
    return threadNumber() == 0 ? beforeSpan : apply(state.segments[place.number()], beforeSpan);
}

// Block: notes the segments' steps for the next sweep.
template <class Step>
__device__ static inline void publishSteps(const SweepState<Step>& state, const SpanPlace& place, Step step)
{
    __shared__ Step warpSteps[WarpsPerSpan];
    const unsigned lane = threadNumber() % LanesPerWarp;
    const unsigned warp = threadNumber() / LanesPerWarp;
    const Step inclusive = scanWarp(step, lane);
    if (lane == LanesPerWarp - 1) {
        warpSteps[warp] = inclusive;
    }

    synchronizeBlock();
    Step before = Step::identity();
    for (unsigned w = 0; w < warp; w++) {
        before = then(before, warpSteps[w]);
    }

    if (threadNumber() == SegmentsPerSpan - 1) {
        state.spans[static_cast<unsigned long long>(place.chunk) * place.spans + place.span] = then(before, inclusive);
    }

    const Step neighbours = shuffleUp(inclusive, 1);
    state.segments[place.number()] = lane == 0 ? before : then(before, neighbours);
}
