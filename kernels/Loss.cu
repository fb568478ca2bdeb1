// The loss, l = sum w (p - t)^2, w = 1 from the warm-up's end to the chunk's.
#include "Elementwise.cuh"

EXPORT_ELEMENTWISE_GEOMETRY;

constexpr double Once[1] = {1.0};
constexpr double Twice[1] = {2.0};

// What a launch is given of w.
struct Weight {
    unsigned warmUp, end;

    __device__ Weight(const RowShape& rows, const unsigned* lengths, unsigned warmUp) : warmUp(warmUp), end(lengths[rows.chunk()]) {}

    // w x, also where x is anything.
    __device__ float of(float x, unsigned n) const { return n >= warmUp && n < end ? x : 0.0f; }
};

// l.
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) loss(
    const unsigned* lengths, unsigned warmUp, const float* p, const float* target, double* blockSums, unsigned length, unsigned long long pitch)
{
    const RowShape rows = {length, pitch};
    const Weight weight(rows, lengths, warmUp);
    mapAndSumRows(rows, {p, target}, nullptr, blockSums, Once, [&](const float (&in)[2], unsigned n, float (&sums)[1]) {
        const float r = weight.of(in[0] - in[1], n);
        sums[0] = fusedMultiplyAdd(r, r, sums[0]);
        return 0.0f;
    });
}

// l' = 2 sum w (p - t) p'.
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) lossJvp(
    const unsigned* lengths, unsigned warmUp, const float* p, const float* target, const float* pTangent,
    double* blockSums, unsigned length, unsigned long long pitch)
{
    const RowShape rows = {length, pitch};
    const Weight weight(rows, lengths, warmUp);
    mapAndSumRows(rows, {p, target, pTangent}, nullptr, blockSums, Twice, [&](const float (&in)[3], unsigned n, float (&sums)[1]) {
        sums[0] += weight.of((in[0] - in[1]) * in[2], n);
        return 0.0f;
    });
}

// pbar = 2 w (p - t).
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) lossVjp(
    const unsigned* lengths, unsigned warmUp, const float* p, const float* target, float* result, unsigned length, unsigned long long pitch)
{
    const RowShape rows = {length, pitch};
    const Weight weight(rows, lengths, warmUp);
    mapRows(rows, {p, target}, result, [&](const float (&in)[2], unsigned n) { return weight.of(2.0f * (in[0] - in[1]), n); });
}

// pbar' = 2 w p'.
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) lossJvpOfVjp(
    const unsigned* lengths, unsigned warmUp, const float* pTangent, float* result, unsigned length, unsigned long long pitch)
{
    const RowShape rows = {length, pitch};
    const Weight weight(rows, lengths, warmUp);
    mapRows(rows, {pTangent}, result, [&](const float (&in)[1], unsigned n) { return weight.of(2.0f * in[0], n); });
}

// l_ij = 2 sum w (p_i p_j + (p - t) p_ij).
extern "C" __global__ void __launch_bounds__(ElementwiseThreads) lossJvpOfJvp(
    const unsigned* lengths, unsigned warmUp, const float* p, const float* target, const float* pFirst, const float* pSecond, const float* pOfBoth,
    double* blockSums, unsigned length, unsigned long long pitch)
{
    const RowShape rows = {length, pitch};
    const Weight weight(rows, lengths, warmUp);
    mapAndSumRows(
        rows, {p, target, pFirst, pSecond, pOfBoth}, nullptr, blockSums, Twice,
        [&](const float (&in)[5], unsigned n, float (&sums)[1]) {
            sums[0] += weight.of(fusedMultiplyAdd(in[2], in[3], (in[0] - in[1]) * in[4]), n);
            return 0.0f;
        });
}

extern "C" __global__ void __launch_bounds__(ReduceThreads) lossSums(const double* blockSums, double* sums, unsigned blocks)
{
    reduceColumn(blockSums, sums, blocks, 1);
}
