// Sums over the blocks of a launch, one block a column.
#pragma once
#include "Device.cuh"

constexpr unsigned ReduceThreads = 256;

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
