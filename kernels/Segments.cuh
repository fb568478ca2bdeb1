// How the engine's audio lies in device memory. A chunk is cut into segments of 64 samples, one a thread, which runs the recursion
// over its segment sample by sample. So that the 32 lanes of a warp read 512 consecutive bytes at once, the quads of 32
// neighbouring segments alternate: sample 4 r + i of segment s of a chunk stands at
//
//     pitch chunk + 2048 (s / 32) + 4 (32 r + s % 32) + i,
//
// and a chunk is padded with silence to whole groups of 32 segments.
#pragma once
#include "Device.cuh"

constexpr unsigned SegmentLength = 64;
constexpr unsigned QuadsPerSegment = SegmentLength / 4;
constexpr unsigned GroupLength = LanesPerWarp * SegmentLength;
constexpr unsigned WarpsPerSpan = 4;
constexpr unsigned SegmentsPerSpan = LanesPerWarp * WarpsPerSpan;

// A block's part of a chunk: 128 segments, one a thread. Blocks are numbered span after span, chunk after chunk.
struct SpanPlace {
    unsigned chunk, span, spans, segment;

    // Number of the thread's segment among all chunks' segments, padded to whole spans.
    __device__ unsigned long long number() const
    {
        return (static_cast<unsigned long long>(chunk) * spans + span) * SegmentsPerSpan + threadNumber();
    }

    // Whether the segment is in the chunk's audio.
    __device__ bool exists(unsigned groups) const { return segment < groups * LanesPerWarp; }
};

__device__ static inline SpanPlace placeOfBlock(unsigned groups)
{
    const unsigned spans = (groups + WarpsPerSpan - 1) / WarpsPerSpan;
    const unsigned chunk = blockNumber() / spans;
    const unsigned span = blockNumber() % spans;
    return {chunk, span, spans, span * SegmentsPerSpan + threadNumber()};
}

__device__ static inline float4 loadQuad(const float* audio, unsigned groups, const SpanPlace& place, unsigned quad)
{
    const unsigned long long group = static_cast<unsigned long long>(place.chunk) * groups + place.segment / LanesPerWarp;
    return *reinterpret_cast<const float4*>(audio + group * GroupLength + 4 * (quad * LanesPerWarp + place.segment % LanesPerWarp));
}
