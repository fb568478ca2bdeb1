// The operator of the scans. A one-pole's step y -> A y + b is a pair (A, b); steps one after the other are one such
// step again:  (A1, b1) then (A2, b2) = (A2 A1, A2 b1 + b2).  This is associative, so it can be scanned in parallel
// (Blelloch, "Prefix Sums and Their Applications", CMU-CS-90-190, section 1.4), and it does not commute.
#pragma once
#include "Device.cuh"

// A number as the unevaluated sum of two. Products of thousands of multipliers near 1 need it: in one float each
// product would shift the time constant by up to 2^-24 / (1 - A), 0.6 % at 1 - 1e-5.
template <class Number>
struct TwofoldOf {
    Number high, low;
};

using Twofold = TwofoldOf<float>;

template <class Number>
__device__ static inline TwofoldOf<Number> multiply(TwofoldOf<Number> a, TwofoldOf<Number> b)
{
    const Number product = a.high * b.high;
    const Number error = fusedMultiplyAdd(a.high, b.high, -product);
    return {product, fusedMultiplyAdd(a.high, b.low, fusedMultiplyAdd(a.low, b.high, error))};
}

__device__ static inline Twofold multiply(Twofold a, float b)
{
    const float product = a.high * b;
    return {product, fusedMultiplyAdd(a.low, b, fusedMultiplyAdd(a.high, b, -product))};
}

template <class Number>
__device__ static inline Number multiplyAdd(TwofoldOf<Number> a, Number b, Number c)
{
    return fusedMultiplyAdd(a.high, b, fusedMultiplyAdd(a.low, b, c));
}

__device__ static inline float multiplyAdd(float a, float b, float c) { return fusedMultiplyAdd(a, b, c); }

__device__ static inline Twofold widen(float a) { return {a, 0.0f}; }

__device__ static inline Twofold widen(Twofold a) { return a; }

// The step y -> multiplier y + value.
template <class Number>
struct AffineOf {
    TwofoldOf<Number> multiplier;
    Number value;

    __device__ static AffineOf identity() { return {{1, 0}, 0}; }
};

using Affine = AffineOf<float>;

template <class Number>
__device__ static inline Number apply(AffineOf<Number> step, Number y)
{
    return multiplyAdd(step.multiplier, y, step.value);
}

template <class Number>
__device__ static inline AffineOf<Number> then(AffineOf<Number> first, AffineOf<Number> second)
{
    return {multiply(first.multiplier, second.multiplier), apply(second, first.value)};
}

// The same for a second step with a plain multiplier, one sample: fewer operations.
__device__ static inline Affine then(Affine first, float multiplier, float value)
{
    return {multiply(first.multiplier, multiplier), multiplyAdd(multiplier, first.value, value)};
}

__device__ static inline Affine then(Affine first, Twofold multiplier, float value)
{
    return then(first, Affine{multiplier, value});
}

template <class Number>
__device__ static inline AffineOf<Number> shuffleUp(AffineOf<Number> step, unsigned distance)
{
    return {{shuffleUp(step.multiplier.high, distance), shuffleUp(step.multiplier.low, distance)}, shuffleUp(step.value, distance)};
}

template <class Number>
__device__ static inline AffineOf<Number> shuffle(AffineOf<Number> step, unsigned lane)
{
    return {{shuffle(step.multiplier.high, lane), shuffle(step.multiplier.low, lane)}, shuffle(step.value, lane)};
}

// Warp: inclusive scan over the lanes, log2 32 steps.
template <class Step>
__device__ static inline Step scanWarp(Step step, unsigned lane)
{
#pragma unroll
    for (unsigned distance = 1; distance < 32; distance *= 2) {
        const Step before = shuffleUp(step, distance);
        if (lane >= distance) {
            step = then(before, step);
        }
    }

    return step;
}

// Warp: from an inclusive scan, the steps before a lane's own.
template <class Step>
__device__ static inline Step stepsBefore(Step inclusive, unsigned lane)
{
    const Step before = shuffleUp(inclusive, 1);
    return lane == 0 ? Step::identity() : before;
}
