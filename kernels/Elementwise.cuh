// Stages without memory: each sample on its own.
#pragma once
#include "Device.cuh"

constexpr unsigned ElementwiseThreads = 256;
constexpr unsigned ElementwiseItems = 4;

// Read by the host, which keeps no copy of these numbers: threads a block, samples a block.
#define EXPORT_ELEMENTWISE_GEOMETRY \
    extern "C" __constant__ const unsigned elementwiseGeometry[2] = {ElementwiseThreads, ElementwiseThreads * ElementwiseItems}

// Thread: four neighbouring samples. Both arrays begin on 16 bytes; the result may be the source.
template <class Stage>
__device__ static inline void mapSamples(Stage stage, const float* source, float* result, unsigned long long count)
{
    const unsigned long long n = ElementwiseItems * (static_cast<unsigned long long>(blockNumber()) * ElementwiseThreads + threadNumber());
    if (n + ElementwiseItems <= count) {
        const float4 in = *reinterpret_cast<const float4*>(source + n);
        *reinterpret_cast<float4*>(result + n) = {stage(in.x), stage(in.y), stage(in.z), stage(in.w)};
    } else {
        for (unsigned long long m = n; m < count; m++) {
            result[m] = stage(source[m]);
        }
    }
}
