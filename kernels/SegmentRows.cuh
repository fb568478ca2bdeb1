// Rows of samples run segment by segment: each lane of a warp has 64 consecutive samples of its own, and needs them one after the
// other. A lane that loaded its own quads would touch a sector of 32 bytes for 16 of them, twice in all, and leave it to the first-level
// cache whether the second half still is there: 32 lanes times 2 sectors for 512 bytes. So a warp passes slices of 16 samples of each of
// its segments through shared memory: four lanes load a segment's 64 bytes, two whole sectors, and each lane then takes its own.
#pragma once
#include "Segments.cuh"

constexpr unsigned SliceQuads = 4;
constexpr unsigned SlicesPerSegment = QuadsPerSegment / SliceQuads;

// A warp's slice in shared memory. Whether 8 lanes take one quad each of 8 segments, or all four of 2, they meet 8 different groups of
// banks.
struct Slice {
    float4 quads[LanesPerWarp * SliceQuads];

    __device__ float4& at(unsigned segment, unsigned quad) { return quads[SliceQuads * segment + (quad ^ (segment / 2 % SliceQuads))]; }
};

// What is past the end of a row reads as no reduction; nothing that is kept depends on it.
__device__ static inline float4 loadQuadOfRow(const float* row, unsigned n, unsigned length)
{
    if (n + 4 <= length) {
        return *reinterpret_cast<const float4*>(row + n);
    }

    return {n < length ? row[n] : 1.0f, n + 1 < length ? row[n + 1] : 1.0f, n + 2 < length ? row[n + 2] : 1.0f, 1.0f};
}

__device__ static inline void storeQuadOfRow(float* row, unsigned n, unsigned length, float4 quad)
{
    if (n + 4 <= length) {
        *reinterpret_cast<float4*>(row + n) = quad;
        return;
    }

    if (n < length) {
        row[n] = quad.x;
    }

    if (n + 1 < length) {
        row[n + 1] = quad.y;
    }

    if (n + 2 < length) {
        row[n + 2] = quad.z;
    }
}

// Block: calls step for each sample of each thread's segment in order. With a result, step's values are stored there, which may be
// where the samples come from.
template <bool HasResult, class Step>
__device__ static inline void forEachSample(const float* rows, float* result, unsigned length, unsigned long long pitch, const SpanPlace& place, Step step)
{
    __shared__ Slice slices[WarpsPerSpan];
    const unsigned lane = threadNumber() % LanesPerWarp;
    const unsigned firstSegment = place.segment - lane;
    const float* row = rows + place.chunk * pitch;
    Slice& slice = slices[threadNumber() / LanesPerWarp];
    for (unsigned number = 0; number < SlicesPerSegment; number++) {
#pragma unroll
        for (unsigned access = 0; access < SliceQuads; access++) {
            const unsigned segment = (access * LanesPerWarp + lane) / SliceQuads;
            const unsigned quad = lane % SliceQuads;
            slice.at(segment, quad) = loadQuadOfRow(row, (firstSegment + segment) * SegmentLength + 4 * (number * SliceQuads + quad), length);
        }

        synchronizeWarp();
#pragma unroll
        for (unsigned quad = 0; quad < SliceQuads; quad++) {
            float4& samples = slice.at(lane, quad);
            const float4 values = samples;
            const float x = step(values.x);
            const float y = step(values.y);
            const float z = step(values.z);
            const float w = step(values.w);
            if constexpr (HasResult) {
                samples = {x, y, z, w};
            }
        }

        synchronizeWarp();
        if constexpr (HasResult) {
            float* resultRow = result + place.chunk * pitch;
#pragma unroll
            for (unsigned access = 0; access < SliceQuads; access++) {
                const unsigned segment = (access * LanesPerWarp + lane) / SliceQuads;
                const unsigned quad = lane % SliceQuads;
                storeQuadOfRow(resultRow, (firstSegment + segment) * SegmentLength + 4 * (number * SliceQuads + quad), length, slice.at(segment, quad));
            }

            synchronizeWarp();
        }
    }
}
