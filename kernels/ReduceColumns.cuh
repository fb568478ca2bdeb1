// Sums over the samples of a launch: of a block over its threads, then over blocks, one block a column.
#pragma once
#include "Device.cuh"

constexpr unsigned ReduceThreads = 256;
// Threads of a block that leaves sums.
constexpr unsigned SummedThreads = 256;

// Block: the sums of all its threads, each times its scale, in a fixed order. In float, 13 additions deep: what is said in double is said once a block.
template <unsigned Columns>
__device__ static inline void writeBlockSums(const float (&sums)[Columns], const double (&scales)[Columns], double* destination)
{
    __shared__ float parts[Columns][SummedThreads];
    const unsigned lane = threadNumber() % LanesPerWarp;
    const unsigned warp = threadNumber() / LanesPerWarp;
    double scale = scales[0];
#pragma unroll
    for (unsigned column = 0; column < Columns; column++) {
        parts[column][threadNumber()] = sums[column];
        scale = warp == column ? scales[column] : scale;
    }

    synchronizeBlock();
    if (warp < Columns) {
        float sum = 0.0f;
        for (unsigned thread = lane; thread < SummedThreads; thread += LanesPerWarp) {
            sum += parts[warp][thread];
        }

        for (unsigned distance = 1; distance < LanesPerWarp; distance *= 2) {
            // Only the last lane's is the sum of all; the others add what they need not.
            sum += shuffleUp(sum, distance);
        }

        if (lane == LanesPerWarp - 1) {
            destination[warp] = scale * sum;
        }
    }
}

// Block: its column of the blocks' sums, in a fixed order.
__device__ static inline void reduceColumn(const double* sums, double* totals, unsigned blocks, unsigned columns)
{
    __shared__ double parts[ReduceThreads];
    double part = 0.0;
    for (unsigned block = threadNumber(); block < blocks; block += ReduceThreads) {
        part += sums[static_cast<unsigned long long>(block) * columns + blockNumber()];
    }

    parts[threadNumber()] = part;
    for (unsigned distance = ReduceThreads / 2; distance > 0; distance /= 2) {
        synchronizeBlock();
        if (threadNumber() < distance) {
            parts[threadNumber()] += parts[threadNumber() + distance];
        }
    }

    if (threadNumber() == 0) {
        totals[blockNumber()] = parts[0];
    }
}
