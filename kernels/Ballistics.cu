// The ballistics and their derivatives, each on its own, on arrays of rows.
//
//     g[-1] = 1,  g[n] = g[n-1] + a d[n],  d[n] = f[n] - g[n-1],  a = a_at if d[n] < 0, else a_rt
//
// Forward by shooting (Shooting.cuh) in doubles: a float stagnates once |a (f - g)| falls below half a unit in its last place. The state is g
// itself and not the reduction, so that its digits do not depend on how near to 1 it is, and the products of (1 - a) are two doubles,
// so that the roundings between a sample and a later gain are those of a few hundred operations, however slow the release. A tie
// that the scan's roundings break changes a gain by a times them: no decision needs remembering.
#include "BallisticsTiles.cuh"
#include "SegmentRows.cuh"
#include "Shooting.cuh"

using GainStep = AffineOf<double>;

constexpr double InitialGain = 1.0;
// Largest move of a guess, relative, that counts as none: 2^-43. Steps depend on decisions alone, and one that flips while its f - g is this
// small moves a gain by less.
constexpr double Still = 1.0 / (1ull << 43);
// What sweeps say of guesses.
constexpr unsigned Moved = 1;
constexpr unsigned NotANumber = 2;

// 80 registers a thread for three arrays on their way at once, 128 for five; with 64, as plain scans have, some would spill.
constexpr unsigned BlocksOfFirstDerivative = 3;
constexpr unsigned BlocksOfSecondDerivative = 2;

EXPORT_SCAN_GEOMETRY;
// Read by the host, which keeps no copy of these numbers.
extern "C" __constant__ const unsigned ballisticsGeometry[6] = {
    SegmentsPerSpan, SegmentLength * SegmentsPerSpan, sizeof(GainStep) / sizeof(double), ReduceThreads, Moved, NotANumber};

__device__ static inline SpanPlace placeOfRows(unsigned length) { return placeOfBlock((length + GroupLength - 1) / GroupLength); }

// 1 - a exactly, for 0 <= a <= 1.
__device__ static inline TwofoldOf<double> complement(double a)
{
    const double high = 1.0 - a;
    return {high, (1.0 - high) - a};
}

// One step of the recursion; returns d. It is negative in attack alone: of two doubles that differ it is not zero.
struct GainRecursion {
    double attack, release, gain;

    __device__ double step(double target)
    {
        const double difference = target - gain;
        gain = fusedMultiplyAdd(difference < 0.0 ? attack : release, difference, gain);
        return difference;
    }
};

// Warp: tells whether a guess of its segments has moved, and of a thread's own.
__device__ static inline bool noteMove(unsigned* moved, double before, double after)
{
    // Also where it is no number.
    const bool moves = !(magnitude(after - before) <= Still * after);
    const unsigned anyMoves = warpBallot(moves);
    const unsigned notNumbers = warpBallot(after != after);
    if (anyMoves != 0 && threadNumber() % LanesPerWarp == 0) {
        maximizeRelaxed(moved, notNumbers != 0 ? NotANumber : Moved);
    }

    return moves;
}

// A sweep; moved is its word of what it says of the guesses, zero at first.
extern "C" __global__ void __launch_bounds__(SegmentsPerSpan) ballisticsSweep(
    double attack, double release, const float* f, unsigned length, unsigned long long pitch,
    double* guesses, double* segments, const double* spansBefore, double* spansAfter, unsigned* moved, unsigned first)
{
    const SpanPlace place = placeOfRows(length);
    SweepState<GainStep> state = {guesses, reinterpret_cast<GainStep*>(segments), reinterpret_cast<GainStep*>(const_cast<double*>(spansBefore))};
    const double guess = first ? InitialGain : correctedStart(state, place, InitialGain);
    const bool moves = first || noteMove(moved, guesses[place.number()], guess);
    guesses[place.number()] = guess;
    if (!anyOfBlock(moves)) {
        // From the same starts come the same steps.
        if (threadNumber() == 0) {
            reinterpret_cast<GainStep*>(spansAfter)[blockNumber()] = state.spans[blockNumber()];
        }

        return;
    }

    GainRecursion gain = {attack, release, guess};
    double response = 0.0;
    unsigned attacks = 0;
    forEachSample<0>(f, nullptr, length, pitch, place, [&](float target, float*) {
        const bool isAttack = gain.step(target) < 0.0;
        attacks += isAttack;
        response = fusedMultiplyAdd(isAttack ? attack : release, target - response, response);
    });
    const TwofoldOf<double> one = {1.0, 0.0};
    state.spans = reinterpret_cast<GainStep*>(spansAfter);
    publishSteps(
        state, place,
        GainStep{multiply(power(complement(attack), attacks, one), power(complement(release), SegmentLength - attacks, one)), response});
}

// g and d from the settled guesses. Rounding keeps the sign of d, of one too small for a float too: the sign bit is the decision.
extern "C" __global__ void __launch_bounds__(SegmentsPerSpan) ballisticsForward(
    double attack, double release, const float* f, float* g, float* difference, unsigned length, unsigned long long pitch, const double* guesses)
{
    const SpanPlace place = placeOfRows(length);
    GainRecursion gain = {attack, release, guesses[place.number()]};
    float* const results[] = {g, difference};
    forEachSample<2>(f, results, length, pitch, place, [&](float target, float* made) {
        made[1] = static_cast<float>(gain.step(target));
        made[0] = static_cast<float>(gain.gain);
    });
}

// What each derivative is given of the coefficients: a_at and a_rt as two floats each.
#define COEFFICIENTS float attackHigh, float attackLow, float releaseHigh, float releaseLow
#define COEFFICIENTS_GIVEN Coefficients::from({attackHigh, attackLow}, {releaseHigh, releaseLow})

// g' from d and f', a_at', a_rt'.
extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksOfFirstDerivative) ballisticsJvp(
    COEFFICIENTS, float attackTangent, float releaseTangent, const float* fTangent,
    const float* difference, float* gTangent, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanTile<false>(BallisticsJvp{COEFFICIENTS_GIVEN, {attackTangent, releaseTangent}, difference, fTangent, gTangent}, state, chunks, length, pitch);
}

// g_ij from d and, along both directions, a_at', a_rt', f', and g' of ballisticsJvp.
extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksOfSecondDerivative) ballisticsJvpOfJvp(
    COEFFICIENTS, float attackFirst, float releaseFirst, float attackSecond, float releaseSecond,
    const float* fFirst, const float* gFirst, const float* fSecond, const float* gSecond, const float* fOfBoth,
    const float* difference, float* gOfBoth, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanTile<false>(
        BallisticsJvpOfJvp{
            COEFFICIENTS_GIVEN, {{attackFirst, releaseFirst}, fFirst, gFirst}, {{attackSecond, releaseSecond}, fSecond, gSecond}, difference, fOfBoth, gOfBoth},
        state, chunks, length, pitch);
}

// lambda, dL/df and each tile's part of dL/da_at and dL/da_rt from d and v = dL/dg.
extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksOfFirstDerivative) ballisticsVjp(
    COEFFICIENTS, const float* difference, float* adjoint, double* tileSums,
    const float* cotangent, float* result, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanTile<true>(BallisticsVjp{COEFFICIENTS_GIVEN, difference, cotangent, adjoint, result, tileSums}, state, chunks, length, pitch);
}

// The changes of what ballisticsVjp gives, from those of what it takes, lambda, and g' of ballisticsJvp.
extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksOfSecondDerivative) ballisticsJvpOfVjp(
    COEFFICIENTS, float attackTangent, float releaseTangent, const float* difference, const float* adjoint,
    const float* fTangent, const float* gTangent, double* tileSums,
    const float* cotangentTangent, float* result, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanTile<true>(
        BallisticsJvpOfVjp{
            COEFFICIENTS_GIVEN, {attackTangent, releaseTangent}, difference, adjoint, fTangent, gTangent, cotangentTangent, result, tileSums},
        state, chunks, length, pitch);
}

// The sums of all tiles.
extern "C" __global__ void __launch_bounds__(ReduceThreads) ballisticsSums(const double* tileSums, double* sums, unsigned tiles)
{
    reduceColumn(tileSums, sums, tiles, 2);
}
