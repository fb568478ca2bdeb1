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

// Block: calls step for each sample of each thread's segment in order. What it makes of a sample, Results values, goes to the arrays of results, of which
// one may be where the samples come from.
template <unsigned Results, class Step>
__device__ static inline void forEachSample(
    const float* rows, float* const* results, unsigned length, unsigned long long pitch, const SpanPlace& place, Step step)
{
    // The samples give their place to the first results.
    constexpr unsigned Slices = Results > 0 ? Results : 1;
    __shared__ Slice slices[WarpsPerSpan][Slices];
    const unsigned lane = threadNumber() % LanesPerWarp;
    const unsigned firstSegment = place.segment - lane;
    const float* row = rows + place.chunk * pitch;
    Slice* slice = slices[threadNumber() / LanesPerWarp];
    for (unsigned number = 0; number < SlicesPerSegment; number++) {
#pragma unroll
        for (unsigned access = 0; access < SliceQuads; access++) {
            const unsigned segment = (access * LanesPerWarp + lane) / SliceQuads;
            const unsigned quad = lane % SliceQuads;
            slice[0].at(segment, quad) = loadQuadOfRow(row, (firstSegment + segment) * SegmentLength + 4 * (number * SliceQuads + quad), length);
        }

        synchronizeWarp();
#pragma unroll
        for (unsigned quad = 0; quad < SliceQuads; quad++) {
            const float4 samples = slice[0].at(lane, quad);
            float made[4][Slices];
            step(samples.x, made[0]);
            step(samples.y, made[1]);
            step(samples.z, made[2]);
            step(samples.w, made[3]);
#pragma unroll
            for (unsigned k = 0; k < Results; k++) {
                slice[k].at(lane, quad) = {made[0][k], made[1][k], made[2][k], made[3][k]};
            }
        }

        synchronizeWarp();
        if constexpr (Results > 0) {
#pragma unroll
            for (unsigned k = 0; k < Results; k++) {
                float* resultRow = results[k] + place.chunk * pitch;
#pragma unroll
                for (unsigned access = 0; access < SliceQuads; access++) {
                    const unsigned segment = (access * LanesPerWarp + lane) / SliceQuads;
                    const unsigned quad = lane % SliceQuads;
                    storeQuadOfRow(
                        resultRow, (firstSegment + segment) * SegmentLength + 4 * (number * SliceQuads + quad), length, slice[k].at(segment, quad));
                }
            }

            synchronizeWarp();
        }
    }
}
