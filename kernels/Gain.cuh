// The side chain of one sample and the ballistics' step, as every kernel of the engine runs them.
#pragma once
#include "Affine.cuh"
#include "SideChain.cuh"

// Smallest magnitude that the level tells apart.
constexpr float LevelFloor = 1e-8f;

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
    const float excess = excessOf(levelOf(x, LevelFloor), compressor.threshold);
    return {gainOf(excess, compressor.slope), excess};
}

// What the scans of segments may move a gain by through rounding alone: differences no larger decide nothing.
constexpr float ScanRounding = 1e-12f;

// The ballistics' state as its distance from no reduction, u = 1 - g, the unevaluated sum of two floats: g += a (f - g) is
// u -= a (f - g). Where nothing is compressed u is zero exactly, and stays so through every scan, so that the tie f = g decides
// there as it should. One float stagnates once |a d| falls below half a unit in its last place, which biases the loss; doubles do it
// too, at 1/32 to 1/64 of the speed on an RTX card.
struct Reduction {
    float high, low;

    __device__ static Reduction from(double u)
    {
        const float high = static_cast<float>(u);
        return {high, static_cast<float>(u - high)};
    }

    __device__ double value() const { return static_cast<double>(high) + low; }

    // g = 1 - u, rounded once.
    __device__ float gain() const
    {
        const float g = 1.0f - high;
        return g + (((1.0f - g) - high) - low);
    }

    // d = f - g.
    __device__ float difference(float f) const
    {
        const float target = 1.0f - f;
        const float rest = (1.0f - target) - f;
        return (high - target) + (low - rest);
    }

    // g += a d.
    __device__ void move(float a, float d)
    {
        const float change = fusedMultiplyAdd(-a, d, low);
        const float sum = high + change;
        const float part = sum - high;
        low = (high - (sum - part)) + (change - part);
        high = sum;
    }

    // One step of the ballistics; returns d before it, and in attack whether it is the attack's.
    //
    // d < 0 is attack, d >= 0 release, except where d is no more than the rounding of the scans: there the last decision stays. A gain
    // that settles at a constant f closes in from one side for ever; which side must not be left to the last bit.
    __device__ float step(float f, const Compressor& compressor, bool& attack)
    {
        const float d = difference(f);
        if (magnitude(d) > ScanRounding) {
            attack = d < 0.0f;
        }

        move(attack ? compressor.attack : compressor.release, d);
        return d;
    }
};
