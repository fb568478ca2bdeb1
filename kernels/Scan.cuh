// One-pole recursions y[n] = A[n] y[n-1] + b[n], y[-1] = 0, of many chunks in one launch and one pass over memory.
//
//   thread   4 samples of each of 4 rows are folded into one step of the recursion (Affine.cuh)
//   warp     the steps of a row's 32 lanes are scanned
//   block    the steps of the tile's 32 rows are scanned, by one warp
//   device   chained scan with decoupled look-back: a tile publishes its step, then looks back over the tiles of its chunk until
//            it meets one whose state y is known, and goes forward from there (the idea: Merrill and Garland, "Single-pass
//            Parallel Prefix Scan with Decoupled Look-back", NVIDIA NVR-2016-002)
//
// Reduce-then-scan would read the input twice: 20 bytes a sample with an array of multipliers instead of 12.
//
// Here the look-back goes forward from the known state strictly step by step, in double. The published method combines whatever
// steps it meets, in an order that depends on timing; this one gives the same bits in every run.
//
// State: one word for tickets, one a chunk for finished tiles, three a tile: the step's multiplier, the step's value, and the
// recursion's state after the tile. All bits set means "not yet". Words are whole in themselves, so relaxed accesses do.
// The last tile of a chunk to finish sets the chunk's words back: between launches every word is all bits set.
#pragma once
#include "Affine.cuh"
#include "Tile.cuh"

static_assert(RowsPerBlock == LanesPerWarp, "One warp scans the steps of all rows, one a lane.");

constexpr unsigned long long NotYet = ~0ull;
constexpr unsigned StateWordsPerLaunch = 1;
constexpr unsigned StateWordsPerChunk = 1;
constexpr unsigned StateWordsPerTile = 3;

// Read by the host, which keeps no copy of these numbers: threads a block, samples a tile, state words.
#define EXPORT_SCAN_GEOMETRY \
    extern "C" __constant__ const unsigned scanGeometry[5] = {ThreadsPerBlock, TileLength, StateWordsPerLaunch, StateWordsPerChunk, StateWordsPerTile}

// The multipliers of a launch: an array, or one number for all samples.
struct MultiplierArray {
    const float* source;

    template <bool Reversed>
    struct Loaded {
        Samples samples;
        __device__ float at(unsigned row, unsigned item) const { return samples.item[row][item]; }
    };

    template <bool Reversed>
    __device__ Loaded<Reversed> load(const TilePlace& place, unsigned warp, unsigned lane) const
    {
        return {loadTile<Reversed>(source, place, warp, lane)};
    }
};

struct MultiplierConstant {
    Twofold multiplier;

    template <bool Reversed>
    __device__ MultiplierConstant load(const TilePlace&, unsigned, unsigned) const { return *this; }
    __device__ Twofold at(unsigned, unsigned) const { return multiplier; }
};

// What a launch stores, from the source b[n], the state before and the state after.
struct StoreState {
    __device__ float operator()(float, float, float after) const { return after; }
};

// The recursion of a launch: what the steps of a tile's samples are, and what is made of the states. This one has the multipliers and
// sources as they stand, and one result.
template <class Multipliers, class Store>
struct OnePole {
    Multipliers multipliers;
    const float* source;
    Store store;
    float* result;

    template <bool Reversed, class Loaded>
    struct Tile {
        Loaded multipliers;
        Samples values;
        Store store;
        float* result;

        __device__ auto multiplier(unsigned row, unsigned item) const { return multipliers.at(row, item); }
        __device__ float value(unsigned row, unsigned item) const { return values.item[row][item]; }

        // Called when the state before the tile is known.
        __device__ void resume() {}

        // Called for each sample in the order of the scan.
        __device__ void finish(unsigned row, unsigned item, float before, float after)
        {
            values.item[row][item] = store(values.item[row][item], before, after);
        }

        // Called by the whole block; number is the tile's among those of all chunks.
        __device__ void write(const TilePlace& place, unsigned, unsigned warp, unsigned lane) const
        {
            storeTile<Reversed>(result, values, place, warp, lane);
        }
    };

    template <bool Reversed>
    __device__ auto load(const TilePlace& place, unsigned warp, unsigned lane) const
    {
        const auto loaded = multipliers.template load<Reversed>(place, warp, lane);
        return Tile<Reversed, decltype(multipliers.template load<Reversed>(place, warp, lane))>{
            loaded, loadTile<Reversed>(source, place, warp, lane), store, result};
    }
};

// Steps parked in shared memory, where neighbouring lanes' parts are neighbours: 12 registers a thread less.
struct StepArray {
    float high[RowsPerWarp][ThreadsPerBlock], low[RowsPerWarp][ThreadsPerBlock], value[RowsPerWarp][ThreadsPerBlock];

    __device__ void put(unsigned row, unsigned thread, Affine step)
    {
        high[row][thread] = step.multiplier.high;
        low[row][thread] = step.multiplier.low;
        value[row][thread] = step.value;
    }

    __device__ Affine get(unsigned row, unsigned thread) const { return {{high[row][thread], low[row][thread]}, value[row][thread]}; }
};

// Words of one chunk's tiles.
struct ChunkState {
    unsigned long long* words;

    __device__ unsigned long long* multiplier(unsigned tile) const { return words + StateWordsPerTile * tile; }
    __device__ unsigned long long* value(unsigned tile) const { return words + StateWordsPerTile * tile + 1; }
    __device__ unsigned long long* state(unsigned tile) const { return words + StateWordsPerTile * tile + 2; }

    __device__ static void publish(unsigned long long* word, double number)
    {
        const auto bits = bitCast<unsigned long long>(number);
        // Only a NaN of the input has all bits set; it becomes the usual one.
        storeRelaxed(word, bits == NotYet ? 0x7ff8000000000000ull : bits);
    }
};

// Warp: the recursion's state before a tile.
__device__ static inline double lookBack(ChunkState chunk, unsigned tile, unsigned lane)
{
    if (tile == 0) {
        return 0.0;
    }

    // Lane l looks at tile window - 1 - l.
    unsigned window = tile;
    unsigned long long multiplier, value, state;
    unsigned known;
    for (;;) {
        multiplier = value = state = NotYet;
        if (lane < window) {
            const unsigned other = window - 1 - lane;
            state = loadRelaxed(chunk.state(other));
            multiplier = loadRelaxed(chunk.multiplier(other));
            value = loadRelaxed(chunk.value(other));
        }

        known = warpBallot(state != NotYet);
        const unsigned steps = warpBallot(multiplier != NotYet && value != NotYet);
        if (known != 0) {
            const unsigned nearer = (1u << lowestSetBit(known)) - 1;
            if ((steps & nearer) == nearer) {
                break;
            }
        } else if (steps == ~0u) {
            window -= LanesPerWarp;
        }
    }

    unsigned first = lowestSetBit(known);
    double y = shuffle(bitCast<double>(state), first);
    for (;;) {
        for (unsigned l = first; l-- > 0;) {
            y = fusedMultiplyAdd(shuffle(bitCast<double>(multiplier), l), y, shuffle(bitCast<double>(value), l));
        }

        if (window == tile) {
            return y;
        }

        // Seen on the way back: their steps are there.
        window += LanesPerWarp;
        first = LanesPerWarp;
        multiplier = loadRelaxed(chunk.multiplier(window - 1 - lane));
        value = loadRelaxed(chunk.value(window - 1 - lane));
    }
}

// Warp: sets a chunk's words back when its last tile has looked back.
__device__ static inline void finishTile(ChunkState chunk, unsigned* finished, unsigned tiles, unsigned lane)
{
    synchronizeWarp();
    unsigned last = 0;
    if (lane == 0) {
        // The count starts at -1.
        last = addAcquireRelease(finished, 1) + 2 == tiles;
    }

    if (shuffle(static_cast<int>(last), 0)) {
        // A shuffle orders no memory: lane 0 alone has acquired what the other tiles released.
        synchronizeWarp();
        for (unsigned word = lane; word < StateWordsPerTile * tiles; word += LanesPerWarp) {
            storeRelaxed(chunk.words + word, NotYet);
        }

        if (lane == 0) {
            storeRelaxed(finished, ~0u);
        }
    }
}

// Block: one tile. The grid has chunks x tiles blocks; rows of the arrays are pitch samples apart, and rows and pitch are
// multiples of 16 bytes.
template <bool Reversed, class Recursion>
__device__ static inline void scanTile(
    const Recursion& recursion,
    unsigned long long* stateWords,
    unsigned chunks,
    unsigned length,
    unsigned long long pitch)
{
    __shared__ unsigned ticket;
    // First each row's step, then the steps of all rows before it.
    __shared__ Affine rowSteps[RowsPerBlock];
    __shared__ float stateBefore;
    __shared__ StepArray laneSteps;

    const unsigned lane = threadNumber() % LanesPerWarp;
    const unsigned warp = threadNumber() / LanesPerWarp;
    const unsigned tiles = (length + TileLength - 1) / TileLength;

    // A block waits only for tiles with smaller tickets, whose blocks run already: no order of blocks can hang. The chunks
    // take turns, so that as many look-backs as there are chunks go on side by side.
    if (threadNumber() == 0) {
        // Tickets start at -1; who takes the last one sets the counter back.
        const unsigned mine = addRelaxed(reinterpret_cast<unsigned*>(stateWords), 1) + 1;
        if (mine == chunks * tiles - 1) {
            storeRelaxed(reinterpret_cast<unsigned*>(stateWords), ~0u);
        }

        ticket = mine;
    }

    synchronizeBlock();
    const unsigned tile = ticket / chunks;
    const unsigned chunk = ticket % chunks;
    const TilePlace place = placeOf<Reversed>(tile, tiles, chunk, length, pitch);
    auto samples = recursion.template load<Reversed>(place, warp, lane);

#pragma unroll
    for (unsigned row = 0; row < RowsPerWarp; row++) {
        Affine step = {widen(samples.multiplier(row, 0)), samples.value(row, 0)};
#pragma unroll
        for (unsigned item = 1; item < ItemsPerLane; item++) {
            step = then(step, samples.multiplier(row, item), samples.value(row, item));
        }

        step = scanWarp(step, lane);
        if (lane == LanesPerWarp - 1) {
            rowSteps[warp * RowsPerWarp + row] = step;
        }

        laneSteps.put(row, threadNumber(), stepsBefore(step, lane));
    }

    synchronizeBlock();
    if (warp == 0) {
        Affine step = scanWarp(rowSteps[lane], lane);
        rowSteps[lane] = stepsBefore(step, lane);
        step = shuffle(step, LanesPerWarp - 1);
        const ChunkState state = {stateWords + StateWordsPerLaunch + StateWordsPerChunk * chunks + StateWordsPerTile * static_cast<unsigned long long>(tiles) * chunk};
        const double tileMultiplier = static_cast<double>(step.multiplier.high) + step.multiplier.low;
        const double tileValue = step.value;
        // A multiplier of zero, or one that underflows within a tile, ends all dependence on what was before.
        const bool independent = tile == 0 || tileMultiplier == 0.0;
        if (lane == 0) {
            if (independent) {
                ChunkState::publish(state.state(tile), tileValue);
            } else {
                ChunkState::publish(state.multiplier(tile), tileMultiplier);
                ChunkState::publish(state.value(tile), tileValue);
            }
        }

        const double y = lookBack(state, tile, lane);
        if (lane == 0) {
            if (!independent) {
                ChunkState::publish(state.state(tile), fusedMultiplyAdd(tileMultiplier, y, tileValue));
            }

            stateBefore = static_cast<float>(y);
        }

        finishTile(state, reinterpret_cast<unsigned*>(stateWords + StateWordsPerLaunch + StateWordsPerChunk * chunk), tiles, lane);
    }

    synchronizeBlock();
    samples.resume();
#pragma unroll
    for (unsigned row = 0; row < RowsPerWarp; row++) {
        float state = apply(laneSteps.get(row, threadNumber()), apply(rowSteps[warp * RowsPerWarp + row], stateBefore));
#pragma unroll
        for (unsigned item = 0; item < ItemsPerLane; item++) {
            const float next = multiplyAdd(samples.multiplier(row, item), state, samples.value(row, item));
            samples.finish(row, item, state, next);
            state = next;
        }
    }

    samples.write(place, chunk * tiles + tile, warp, lane);
}

// The result may be the source or the multipliers.
template <bool Reversed, class Multipliers, class Store>
__device__ static inline void scanOnePole(
    Multipliers multipliers,
    const float* source,
    Store store,
    float* result,
    unsigned long long* stateWords,
    unsigned chunks,
    unsigned length,
    unsigned long long pitch)
{
    scanTile<Reversed>(OnePole<Multipliers, Store>{multipliers, source, store, result}, stateWords, chunks, length, pitch);
}
