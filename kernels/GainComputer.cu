// Second stage of the side chain: the static curve, a hard knee at the threshold, as an amplitude. With thresholds and levels as log2 of amplitudes,
//
//     f = 2^(s e),  e = min(0, T - L),
//
// and where it is active, e < 0, ln f changes by h' = ln 2 (s' e + s e'), e' = T' - L'; elsewhere nothing changes. 1 dB of T is b = log2(10) / 20 of it; the
// host gives T' = b CT', and sums with respect to CT are scaled by k = b ln 2 as a whole.
#include "Elementwise.cuh"
#include "SideChain.cuh"

EXPORT_ELEMENTWISE_GEOMETRY;

constexpr float Ln2 = 0.6931471805599453f;
// d ln f by CT and by s, without what differs from sample to sample: k = ln 10 / 20, ln 2.
constexpr double SumScales[2] = {0.11512925464970229, 0.6931471805599453};

struct Curve {
    float threshold, slope;
};

// A sample of the curve.
struct CurvePoint {
    const Curve& curve;
    float excess; // e

    __device__ CurvePoint(const Curve& curve, float level) : curve(curve), excess(excessOf(level, curve.threshold)) {}

    __device__ bool active() const { return excess < 0.0f; }
    __device__ float gain() const { return gainOf(excess, curve.slope); }
    __device__ float excessChange(const Curve& tangent, float levelTangent) const { return active() ? tangent.threshold - levelTangent : 0.0f; }
    // h' from e'.
    __device__ float change(const Curve& tangent, float excessTangent) const
    {
        return Ln2 * fusedMultiplyAdd(tangent.slope, excess, curve.slope * excessTangent);
    }
};

// f.
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) gainComputer(
    float threshold, float slope, const float* level, float* result, unsigned length, unsigned long long pitch)
{
    const Curve curve = {threshold, slope};
    mapRows({length, pitch}, {level}, result, [&](const float (&in)[1], unsigned) { return CurvePoint(curve, in[0]).gain(); });
}

// f' = f h'.
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) gainComputerJvp(
    float threshold, float slope, float thresholdTangent, float slopeTangent,
    const float* level, const float* levelTangent, float* result, unsigned length, unsigned long long pitch)
{
    const Curve curve = {threshold, slope}, tangent = {thresholdTangent, slopeTangent};
    mapRows({length, pitch}, {level, levelTangent}, result, [&](const float (&in)[2], unsigned) {
        const CurvePoint point(curve, in[0]);
        return point.gain() * point.change(tangent, point.excessChange(tangent, in[1]));
    });
}

// With q = fbar f where active: Lbar = -ln 2 s q, CTbar = k sum s q, sbar = ln 2 sum q e.
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) gainComputerVjp(
    float threshold, float slope, const float* level, const float* cotangent, float* result, double* blockSums, unsigned length, unsigned long long pitch)
{
    const Curve curve = {threshold, slope};
    mapAndSumRows({length, pitch}, {level, cotangent}, result, blockSums, SumScales, [&](const float (&in)[2], unsigned, float (&sums)[2]) {
        const CurvePoint point(curve, in[0]);
        const float q = point.active() ? in[1] * point.gain() : 0.0f;
        sums[0] = fusedMultiplyAdd(slope, q, sums[0]);
        sums[1] = fusedMultiplyAdd(q, point.excess, sums[1]);
        return -Ln2 * (slope * q);
    });
}

// With q' = f (fbar' + fbar h'): Lbar' = -ln 2 (s' q + s q'), CTbar' = k sum (s' q + s q'), sbar' = ln 2 sum (q' e + q e').
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) gainComputerJvpOfVjp(
    float threshold, float slope, float thresholdTangent, float slopeTangent,
    const float* level, const float* cotangent, const float* levelTangent, const float* cotangentTangent,
    float* result, double* blockSums, unsigned length, unsigned long long pitch)
{
    const Curve curve = {threshold, slope}, tangent = {thresholdTangent, slopeTangent};
    mapAndSumRows(
        {length, pitch}, {level, cotangent, levelTangent, cotangentTangent}, result, blockSums, SumScales,
        [&](const float (&in)[4], unsigned, float (&sums)[2]) {
            const CurvePoint point(curve, in[0]);
            const float f = point.active() ? point.gain() : 0.0f;
            const float excessTangent = point.excessChange(tangent, in[2]);
            const float q = in[1] * f;
            const float qTangent = f * fusedMultiplyAdd(in[1], point.change(tangent, excessTangent), in[3]);
            const float ofThreshold = fusedMultiplyAdd(tangent.slope, q, slope * qTangent);
            sums[0] += ofThreshold;
            sums[1] += fusedMultiplyAdd(qTangent, point.excess, q * excessTangent);
            return -Ln2 * ofThreshold;
        });
}

// f_ij = f (h_i h_j + ln 2 (s_i e_j + s_j e_i - s L_ij)).
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) gainComputerJvpOfJvp(
    float threshold, float slope, float thresholdFirst, float slopeFirst, float thresholdSecond, float slopeSecond,
    const float* level, const float* levelFirst, const float* levelSecond, const float* levelOfBoth,
    float* result, unsigned length, unsigned long long pitch)
{
    const Curve curve = {threshold, slope}, first = {thresholdFirst, slopeFirst}, second = {thresholdSecond, slopeSecond};
    mapRows({length, pitch}, {level, levelFirst, levelSecond, levelOfBoth}, result, [&](const float (&in)[4], unsigned) {
        const CurvePoint point(curve, in[0]);
        const float excessFirst = point.excessChange(first, in[1]);
        const float excessSecond = point.excessChange(second, in[2]);
        const float ofBoth = fusedMultiplyAdd(first.slope, excessSecond, fusedMultiplyAdd(second.slope, excessFirst, -slope * in[3]));
        const float products = point.change(first, excessFirst) * point.change(second, excessSecond);
        return point.active() ? point.gain() * fusedMultiplyAdd(Ln2, ofBoth, products) : 0.0f;
    });
}

extern "C" __global__ void __launch_bounds__(ReduceThreads) gainComputerSums(const double* blockSums, double* sums, unsigned blocks)
{
    reduceColumn(blockSums, sums, blocks, 2);
}
