// How a tile of samples lies in the threads of a block: in the order of the scan, sample 4 q + i of a tile is item i of
// quad q, and quad q = 32 (4 warp + row) + lane. A warp so loads 512 consecutive bytes at once.
//
//   tile  = 8 warps  x 512 samples
//   warp  = 4 rows   x 128 samples
//   row   = 32 lanes x   4 samples (one 16-byte access a lane)
//
// Reversed, the same order starts at the tile's last sample, and the first tile is the chunk's last.
#pragma once
#include "Device.cuh"

constexpr unsigned ItemsPerLane = 4;
constexpr unsigned RowsPerWarp = 4;
constexpr unsigned WarpsPerBlock = 8;
constexpr unsigned RowsPerBlock = RowsPerWarp * WarpsPerBlock;
constexpr unsigned ThreadsPerBlock = LanesPerWarp * WarpsPerBlock;
// What the registers are limited for, 64 a thread: a block waits in its look-back while the others load.
constexpr unsigned BlocksPerMultiprocessor = 4;
constexpr unsigned TileLength = RowsPerBlock * LanesPerWarp * ItemsPerLane;

// A thread's samples in the order of the scan.
struct Samples {
    float item[RowsPerWarp][ItemsPerLane];
};

// Position of a tile in its chunk.
struct TilePlace {
    unsigned long long row; // first sample of the chunk in the array
    unsigned start;         // first sample of the tile in the chunk
    unsigned length;        // samples of the chunk
};

template <bool Reversed>
__device__ static inline TilePlace placeOf(unsigned tile, unsigned tiles, unsigned chunk, unsigned length, unsigned long long pitch)
{
    return {chunk * pitch, (Reversed ? tiles - 1 - tile : tile) * TileLength, length};
}

// Lowest sample of a thread's quad, in the chunk.
template <bool Reversed>
__device__ static inline unsigned quadStart(const TilePlace& place, unsigned warp, unsigned row, unsigned lane)
{
    const unsigned quad = (warp * RowsPerWarp + row) * LanesPerWarp + lane;
    return place.start + ItemsPerLane * (Reversed ? TileLength / ItemsPerLane - 1 - quad : quad);
}

// Item i of a quad in the order of the scan is component i in memory, or, reversed, 3 - i.
template <bool Reversed>
__device__ constexpr unsigned component(unsigned item)
{
    return Reversed ? ItemsPerLane - 1 - item : item;
}

// One access for the four samples of a row.
template <bool Reversed>
__device__ static inline void loadQuad(Samples& samples, unsigned row, const float* address)
{
    const float4 quad = *reinterpret_cast<const float4*>(address);
    samples.item[row][component<Reversed>(0)] = quad.x;
    samples.item[row][component<Reversed>(1)] = quad.y;
    samples.item[row][component<Reversed>(2)] = quad.z;
    samples.item[row][component<Reversed>(3)] = quad.w;
}

template <bool Reversed>
__device__ static inline void storeQuad(float* address, const Samples& samples, unsigned row)
{
    *reinterpret_cast<float4*>(address) = {
        samples.item[row][component<Reversed>(0)],
        samples.item[row][component<Reversed>(1)],
        samples.item[row][component<Reversed>(2)],
        samples.item[row][component<Reversed>(3)],
    };
}

// Samples past the end of the chunk read as zero: a step (0, 0) changes nothing that is kept, forwards because it comes
// last, reversed because the state is still zero. A quad that the end cuts has no fourth sample; were it tested for like the others,
// the compiler would merge that load with the one of whole quads and take them apart.
template <bool Reversed>
__device__ static inline Samples loadTile(const float* source, const TilePlace& place, unsigned warp, unsigned lane)
{
    Samples samples;
    const float* chunk = source + place.row;
    if (place.start + TileLength <= place.length) {
#pragma unroll
        for (unsigned row = 0; row < RowsPerWarp; row++) {
            loadQuad<Reversed>(samples, row, chunk + quadStart<Reversed>(place, warp, row, lane));
        }
    } else {
#pragma unroll
        for (unsigned row = 0; row < RowsPerWarp; row++) {
            const unsigned start = quadStart<Reversed>(place, warp, row, lane);
            if (start + ItemsPerLane <= place.length) {
                loadQuad<Reversed>(samples, row, chunk + start);
            } else {
                samples.item[row][component<Reversed>(ItemsPerLane - 1)] = 0.0f;
#pragma unroll
                for (unsigned item = 0; item < ItemsPerLane - 1; item++) {
                    const unsigned n = start + item;
                    samples.item[row][component<Reversed>(item)] = n < place.length ? chunk[n] : 0.0f;
                }
            }
        }
    }

    return samples;
}

template <bool Reversed>
__device__ static inline void storeTile(float* destination, const Samples& samples, const TilePlace& place, unsigned warp, unsigned lane)
{
    float* chunk = destination + place.row;
    if (place.start + TileLength <= place.length) {
#pragma unroll
        for (unsigned row = 0; row < RowsPerWarp; row++) {
            storeQuad<Reversed>(chunk + quadStart<Reversed>(place, warp, row, lane), samples, row);
        }
    } else {
#pragma unroll
        for (unsigned row = 0; row < RowsPerWarp; row++) {
            const unsigned start = quadStart<Reversed>(place, warp, row, lane);
            if (start + ItemsPerLane <= place.length) {
                storeQuad<Reversed>(chunk + start, samples, row);
            } else {
#pragma unroll
                for (unsigned item = 0; item < ItemsPerLane - 1; item++) {
                    const unsigned n = start + item;
                    if (n < place.length) {
                        chunk[n] = samples.item[row][component<Reversed>(item)];
                    }
                }
            }
        }
    }
}
