// The arithmetic of shooting in the ballistics on their own, in doubles: a float stagnates once |a (f - g)| falls below half a unit in its last
// place. The state is g itself and not the reduction, so that its digits do not depend on how near to 1 it is, and the products of (1 - a) are
// two doubles, so that the roundings between a sample and a later gain are those of a few hundred operations, however slow the release.
//
// A gain that settles at a constant f closes in from one side for ever, or is 1 and stays so. Which side, and whether there is any distance, must not
// be left to the scan's roundings: derivatives by a coefficient that has no part in it are zero. So where f - g is no more than they
// are, d is zero and the last decision stays, at first release. It travels with the gain, as its sign in memory.
#pragma once
#include "Shooting.cuh"

// Before the first sample: no reduction, and release.
constexpr double InitialGain = 1.0;
// What the scan's roundings may move a gain by, relative: 2^-43. A guess that moves by no more does not move, an f - g that is no larger decides nothing.
constexpr double Still = 1.0 / (1ull << 43);

// A step y -> A y + b of the gain with its last decision. Neither A nor b is negative: the sign of A says whether there is a decision, that of b whether it is
// attack.
struct GainStep {
    AffineOf<double> words;

    __device__ static GainStep identity() { return {AffineOf<double>::identity()}; }

    __device__ static GainStep from(AffineOf<double> step, bool decides, bool attack)
    {
        step.multiplier.high = withSign(step.multiplier.high, decides);
        step.value = withSign(step.value, attack);
        return {step};
    }

    __device__ bool decides() const { return hasSign(words.multiplier.high); }
    __device__ bool attack() const { return hasSign(words.value); }
    __device__ AffineOf<double> affine() const { return {{magnitude(words.multiplier.high), words.multiplier.low}, magnitude(words.value)}; }
};

__device__ static inline GainStep then(GainStep first, GainStep second)
{
    return GainStep::from(
        then(first.affine(), second.affine()), first.decides() || second.decides(), second.decides() ? second.attack() : first.attack());
}

__device__ static inline GainStep shuffleUp(GainStep step, unsigned distance) { return {shuffleUp(step.words, distance)}; }

__device__ static inline GainStep shuffle(GainStep step, unsigned lane) { return {shuffle(step.words, lane)}; }

// The sign of a gain in memory is that of attack.
__device__ static inline double apply(GainStep step, double word)
{
    return withSign(apply(step.affine(), magnitude(word)), step.decides() ? step.attack() : hasSign(word));
}

struct GainRecursion {
    double attackCoefficient, releaseCoefficient;
    double gain;
    bool attack; // the last decision

    __device__ static GainRecursion from(double attackCoefficient, double releaseCoefficient, double word)
    {
        return {attackCoefficient, releaseCoefficient, magnitude(word), hasSign(word)};
    }

    __device__ double coefficient() const { return attack ? attackCoefficient : releaseCoefficient; }

    // One step; returns d, zero where it decides nothing, with the sign bit set in attack alone.
    __device__ double step(double target)
    {
        const double difference = target - gain;
        const bool decides = magnitude(difference) > Still * gain;
        attack = decides ? difference < 0.0 : attack;
        gain = fusedMultiplyAdd(coefficient(), difference, gain);
        return decides ? difference : withSign(0.0, attack);
    }
};
