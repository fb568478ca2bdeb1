// The ballistics and their derivatives, each on its own, on arrays of rows.
//
//     g[-1] = 1,  g[n] = g[n-1] + a (f[n] - g[n-1]),  a = a_at if f[n] < g[n-1], else a_rt
//
// Forward by shooting (Shooting.cuh) in doubles: a float stagnates once |a (f - g)| falls below half a unit in its last place. The state is g
// itself and not the reduction, so that its digits do not depend on how near to 1 it is, and the products of (1 - a) are two doubles,
// so that the roundings between a sample and a later gain are those of a few hundred operations, however slow the release. A tie
// that the scan's roundings break changes a gain by a times them: no decision needs remembering.
#include "BallisticsTiles.cuh"
#include "ReduceColumns.cuh"
#include "SegmentRows.cuh"
#include "Shooting.cuh"

using GainStep = AffineOf<double>;

constexpr double InitialGain = 1.0;
// Largest move of a guess, relative, that counts as none: 2^-43. Steps depend on decisions alone, and one that flips while its f - g is this
// small moves a gain by less.
constexpr double Still = 1.0 / (1ull << 43);
// What sweeps say of the guesses.
constexpr unsigned Moved = 1;
constexpr unsigned NotANumber = 2;

// 80 registers a thread for three arrays on their way at once, 128 for six; with 64, as plain scans have, some would spill.
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

// One step of the recursion; returns whether it is attack.
struct GainRecursion {
    double attack, release, gain;

    __device__ bool step(double target)
    {
        const bool isAttack = target < gain;
        gain = fusedMultiplyAdd(isAttack ? attack : release, target - gain, gain);
        return isAttack;
    }
};

// Warp: tells whether a guess of its segments has moved.
__device__ static inline void noteMove(unsigned* moved, double before, double after)
{
    // Also where it is no number.
    const unsigned moves = warpBallot(!(magnitude(after - before) <= Still * after));
    const unsigned notNumbers = warpBallot(after != after);
    if (moves != 0 && threadNumber() % LanesPerWarp == 0) {
        maximizeRelaxed(moved, notNumbers != 0 ? NotANumber : Moved);
    }
}

// Sweep number sweep; moved has a word for each, zero at first. Once a sweep has moved no guess, those after it do nothing.
extern "C" __global__ void __launch_bounds__(SegmentsPerSpan) ballisticsSweep(
    double attack, double release, const float* f, unsigned length, unsigned long long pitch,
    double* guesses, double* segments, const double* spansBefore, double* spansAfter, unsigned* moved, unsigned sweep)
{
    // The first one finds nothing to move.
    if (sweep > 1 && moved[sweep - 1] == 0) {
        return;
    }

    const SpanPlace place = placeOfRows(length);
    SweepState<GainStep> state = {guesses, reinterpret_cast<GainStep*>(segments), reinterpret_cast<GainStep*>(const_cast<double*>(spansBefore))};
    double guess = InitialGain;
    if (sweep > 0) {
        guess = correctedStart(state, place, InitialGain);
        noteMove(moved + sweep, guesses[place.number()], guess);
    }

    guesses[place.number()] = guess;
    GainRecursion gain = {attack, release, guess};
    double response = 0.0;
    unsigned attacks = 0;
    forEachSample<false>(f, nullptr, length, pitch, place, [&](float target) {
        const bool isAttack = gain.step(target);
        attacks += isAttack;
        response = fusedMultiplyAdd(isAttack ? attack : release, target - response, response);
        return 0.0f;
    });
    const TwofoldOf<double> one = {1.0, 0.0};
    state.spans = reinterpret_cast<GainStep*>(spansAfter);
    publishSteps(
        state, place,
        GainStep{multiply(power(complement(attack), attacks, one), power(complement(release), SegmentLength - attacks, one)), response});
}

// g from the settled guesses.
extern "C" __global__ void __launch_bounds__(SegmentsPerSpan) ballisticsForward(
    double attack, double release, const float* f, float* g, unsigned length, unsigned long long pitch, const double* guesses)
{
    const SpanPlace place = placeOfRows(length);
    GainRecursion gain = {attack, release, guesses[place.number()]};
    forEachSample<true>(f, g, length, pitch, place, [&](float target) {
        gain.step(target);
        return static_cast<float>(gain.gain);
    });
}

// What each derivative is given of the coefficients: a_at and a_rt as two floats each.
#define COEFFICIENTS float attackHigh, float attackLow, float releaseHigh, float releaseLow
#define COEFFICIENTS_GIVEN Coefficients::from({attackHigh, attackLow}, {releaseHigh, releaseLow})

// g' from f, g and f', a_at', a_rt'.
extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksOfFirstDerivative) ballisticsJvp(
    COEFFICIENTS, float attackTangent, float releaseTangent, const float* f, const float* g,
    const float* fTangent, float* gTangent, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanTile<false>(
        BallisticsJvp{COEFFICIENTS_GIVEN, {attackTangent, releaseTangent}, f, g, fTangent, gTangent}, state, chunks, length, pitch);
}

// lambda, dL/df and each tile's part of dL/da_at and dL/da_rt from f, g and v = dL/dg.
extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksOfFirstDerivative) ballisticsVjp(
    COEFFICIENTS, const float* f, const float* g, float* adjoint, double* tileSums,
    const float* cotangent, float* result, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanTile<true>(BallisticsVjp{COEFFICIENTS_GIVEN, f, g, cotangent, adjoint, result, tileSums}, state, chunks, length, pitch);
}

// The changes of what ballisticsVjp gives, from those of what it takes, lambda, and g' of ballisticsJvp.
extern "C" __global__ void __launch_bounds__(ThreadsPerBlock, BlocksOfSecondDerivative) ballisticsJvpOfVjp(
    COEFFICIENTS, float attackTangent, float releaseTangent, const float* f, const float* g, const float* adjoint,
    const float* fTangent, const float* gTangent, double* tileSums,
    const float* cotangentTangent, float* result, unsigned long long* state, unsigned chunks, unsigned length, unsigned long long pitch)
{
    scanTile<true>(
        BallisticsJvpOfVjp{
            COEFFICIENTS_GIVEN, {attackTangent, releaseTangent}, f, g, adjoint, fTangent, gTangent, cotangentTangent, result, tileSums},
        state, chunks, length, pitch);
}

// The sums of all tiles.
extern "C" __global__ void __launch_bounds__(ReduceThreads) ballisticsSums(const double* tileSums, double* sums, unsigned tiles)
{
    reduceColumn(tileSums, sums, tiles, 2);
}
