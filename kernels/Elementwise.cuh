// Stages without memory: each sample on its own, and what is summed over all of them.
//
// A block takes 4,096 neighbouring samples of a row, a thread quads 1,024 samples apart: a warp's accesses are 512 consecutive bytes.
#pragma once
#include "ReduceColumns.cuh"

constexpr unsigned ElementwiseThreads = SummedThreads;
constexpr unsigned ElementwiseItems = 4;
constexpr unsigned ElementwiseSamples = 4 * ElementwiseThreads * ElementwiseItems;

// Read by the host, which keeps no copy of these numbers: threads a block, samples a block, threads of a block that adds up.
#define EXPORT_ELEMENTWISE_GEOMETRY \
    extern "C" __constant__ const unsigned elementwiseGeometry[3] = {ElementwiseThreads, ElementwiseSamples, ReduceThreads}

// The rows that a launch maps.
struct RowShape {
    unsigned length;
    unsigned long long pitch;

    __device__ unsigned blocksPerRow() const { return (length + ElementwiseSamples - 1) / ElementwiseSamples; }
    // The block's.
    __device__ unsigned chunk() const { return blockNumber() / blocksPerRow(); }
    __device__ unsigned start() const { return blockNumber() % blocksPerRow() * ElementwiseSamples; }
};

// Zeros where there is no array and past the end of the row.
__device__ static inline float4 loadSamples(const float* row, unsigned n, unsigned length)
{
    if (row == nullptr) {
        return {0.0f, 0.0f, 0.0f, 0.0f};
    }

    if (n + ElementwiseItems <= length) {
        return *reinterpret_cast<const float4*>(row + n);
    }

    return {row[n], n + 1 < length ? row[n + 1] : 0.0f, n + 2 < length ? row[n + 2] : 0.0f, 0.0f};
}

__device__ static inline void storeSamples(float* row, unsigned n, unsigned length, float4 samples)
{
    if (n + ElementwiseItems <= length) {
        *reinterpret_cast<float4*>(row + n) = samples;
        return;
    }

    row[n] = samples.x;
    if (n + 1 < length) {
        row[n + 1] = samples.y;
    }

    if (n + 2 < length) {
        row[n + 2] = samples.z;
    }
}

// Block: result = stage(sources) for each of its samples; the stage also adds to the thread's sums. An array of null is zero to the stage, a result of
// null is not stored. The result may be a source. Stages are called past the end of a row, with zeros: what they add there is to be zero.
template <unsigned Inputs, unsigned Columns, class Stage>
__device__ static __forceinline__ void mapSamples(const RowShape& rows, const float* const (&sources)[Inputs], float* result, float (&sums)[Columns], const Stage& stage)
{
    const unsigned start = rows.start();
    const unsigned long long row = rows.chunk() * rows.pitch;
#pragma unroll 1
    for (unsigned n = start + ElementwiseItems * threadNumber(); n < start + ElementwiseSamples; n += ElementwiseItems * ElementwiseThreads) {
        if (n >= rows.length) {
            break;
        }

        float in[ElementwiseItems][Inputs];
#pragma unroll
        for (unsigned i = 0; i < Inputs; i++) {
            const float4 quad = loadSamples(sources[i] == nullptr ? nullptr : sources[i] + row, n, rows.length);
            in[0][i] = quad.x;
            in[1][i] = quad.y;
            in[2][i] = quad.z;
            in[3][i] = quad.w;
        }

        const float4 out = {
            stage(in[0], n, sums), stage(in[1], n + 1, sums), stage(in[2], n + 2, sums), stage(in[3], n + 3, sums)};
        if (result != nullptr) {
            storeSamples(result + row, n, rows.length, out);
        }
    }
}

// The same without sums.
template <unsigned Inputs, class Stage>
__device__ static __forceinline__ void mapRows(const RowShape& rows, const float* const (&sources)[Inputs], float* result, const Stage& stage)
{
    float none[1];
    mapSamples(rows, sources, result, none, [&](const float (&in)[Inputs], unsigned n, float (&)[1]) { return stage(in, n); });
}

// The same with sums: the block's are left in blockSums, each times its scale.
template <unsigned Inputs, unsigned Columns, class Stage>
__device__ static __forceinline__ void mapAndSumRows(
    const RowShape& rows, const float* const (&sources)[Inputs], float* result, double* blockSums, const double (&scales)[Columns], const Stage& stage)
{
    float sums[Columns] = {};
    mapSamples(rows, sources, result, sums, stage);
    writeBlockSums(sums, scales, blockSums + static_cast<unsigned long long>(Columns) * blockNumber());
}
