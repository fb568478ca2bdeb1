// The side chain of one sample and the ballistics' step, as every kernel of the engine runs them.
#pragma once
#include "Affine.cuh"
#include "Log2Exp2.cuh"

struct Compressor {
    float threshold; // log2 units
    float slope;
    float attack, release;
    float makeUp; // amplitude
};

// Gain computer: f, and e = log2 threshold - log2 level where active, 0 elsewhere.
struct Curve {
    float f, excess;
};

__device__ static inline Curve gainComputer(const Compressor& compressor, float x)
{
    const float excess = smaller(0.0f, compressor.threshold - fusedLog2(larger(magnitude(x), 1e-8f)));
    return {fusedExp2(compressor.slope * excess), excess};
}

// The smoothed gain as the unevaluated sum of two floats. One float stagnates once |a d| falls below half a unit in its last
// place, which biases the loss; doubles do it too, at 1/32 to 1/64 of the speed on an RTX card.
struct Gain {
    float high, low;

    __device__ static Gain from(double g)
    {
        const float high = static_cast<float>(g);
        return {high, static_cast<float>(g - high)};
    }

    __device__ double value() const { return static_cast<double>(high) + low; }

    // f - g.
    __device__ float difference(float f) const { return (f - high) - low; }

    // g += a d.
    __device__ void move(float a, float d)
    {
        const float change = fusedMultiplyAdd(a, d, low);
        const float before = high;
        high = before + change;
        low = change - (high - before);
    }

    // One step of the ballistics; returns d = f - g before it, negative in attack.
    __device__ float step(float f, const Compressor& compressor)
    {
        const float d = difference(f);
        move(d < 0.0f ? compressor.attack : compressor.release, d);
        return d;
    }
};
