// The derivatives of the ballistics as recursions of Scan.cuh. f and g count by their difference alone, d[n] = f[n] - g[n-1]: with its sign bit as the
// decision m[n], the coefficient is a[n] = m a_at + (1 - m) a_rt. Derivatives treat m as constant. What changes along a direction is
// marked by a prime; d'[n] = f'[n] - g'[n-1]. An array of null is zero.
//
// Backwards, with the step of each sample what its own decision says:
//     mu[n] = (1 - a[n]) (mu[n+1] + v[n]),  lambda[n] = v[n] + mu[n+1],
// which is the adjoint lambda[n] = v[n] + (1 - a[n+1]) lambda[n+1] without a look at the decision after it.
#pragma once
#include "ReduceColumns.cuh"
#include "Scan.cuh"

static_assert(ThreadsPerBlock == SummedThreads, "The sums of a tile are those of a block.");

// a_at and a_rt, and 1 - a to as many digits.
struct Coefficients {
    float attack, release;
    Twofold keptInAttack, keptInRelease;

    __device__ static Coefficients from(Twofold attack, Twofold release)
    {
        return {attack.high, release.high, complement(attack), complement(release)};
    }

private:
    __device__ static Twofold complement(Twofold a)
    {
        const float high = 1.0f - a.high;
        return {high, ((1.0f - high) - a.high) - a.low};
    }
};

// Changes of a_at and a_rt.
struct CoefficientTangents {
    float attack, release;
};

// The decisions of a thread's samples, one a bit.
struct Decisions {
    unsigned attacks;

    __device__ bool attack(unsigned row, unsigned item) const { return attacks >> (row * ItemsPerLane + item) & 1; }

    // Makes the compiler take every decision from the bits again: it would keep what it has chosen by them, 16 values each.
    __device__ void forgetChoices() { asm volatile("" : "+r"(attacks)); }

    template <class T>
    __device__ T choose(unsigned row, unsigned item, T attackValue, T releaseValue) const
    {
        return attack(row, item) ? attackValue : releaseValue;
    }
};

template <bool Reversed>
__device__ static __forceinline__ Samples loadTileOrZero(const float* source, const TilePlace& place, unsigned warp, unsigned lane)
{
    // One branch for the whole launch.
    return source == nullptr ? Samples{} : loadTile<Reversed>(source, place, warp, lane);
}

// Warp: each sample's neighbour one earlier in time, from the tile's samples and, at a row's edge, from memory; zero before the chunk.
template <bool Reversed>
__device__ static __forceinline__ Samples loadEarlierOrZero(const float* source, const TilePlace& place, unsigned warp, unsigned lane)
{
    if (source == nullptr) {
        return {};
    }

    const Samples samples = loadTile<Reversed>(source, place, warp, lane);
    Samples shifted;
#pragma unroll
    for (unsigned row = 0; row < RowsPerWarp; row++) {
        const unsigned start = quadStart<Reversed>(place, warp, row, lane);
        const unsigned neighbourLane = (Reversed ? lane + 1 : lane - 1) % LanesPerWarp;
        float neighbour = shuffle(samples.item[row][component<Reversed>(ItemsPerLane - 1)], neighbourLane);
        if (lane == (Reversed ? LanesPerWarp - 1 : 0)) {
            neighbour = start > 0 && start <= place.length ? source[place.row + start - 1] : 0.0f;
        }

        shifted.item[row][component<Reversed>(0)] = neighbour;
#pragma unroll
        for (unsigned k = 1; k < ItemsPerLane; k++) {
            shifted.item[row][component<Reversed>(k)] = samples.item[row][component<Reversed>(k - 1)];
        }
    }

    return shifted;
}

// What all derivatives are made of.
struct BallisticsSamples {
    Decisions decisions;
    Samples difference; // d
};

template <bool Reversed>
__device__ static __forceinline__ BallisticsSamples loadBallistics(const float* difference, const TilePlace& place, unsigned warp, unsigned lane)
{
    BallisticsSamples result = {{0}, loadTile<Reversed>(difference, place, warp, lane)};
#pragma unroll
    for (unsigned row = 0; row < RowsPerWarp; row++) {
#pragma unroll
        for (unsigned item = 0; item < ItemsPerLane; item++) {
            result.decisions.attacks |= static_cast<unsigned>(hasSign(result.difference.item[row][item])) << (row * ItemsPerLane + item);
        }
    }

    return result;
}

// A thread's part of the sums over the samples in attack and in release.
struct BranchSums {
    float branches[2];

    __device__ void add(bool isAttack, float x, float y)
    {
        branches[0] = fusedMultiplyAdd(isAttack ? x : 0.0f, y, branches[0]);
        branches[1] = fusedMultiplyAdd(isAttack ? 0.0f : x, y, branches[1]);
    }

    // Block: both sums of the tile.
    __device__ void write(double* tileSums, unsigned number) const { writeBlockSums(branches, {1.0, 1.0}, tileSums + 2ull * number); }
};

// A tile of y[n] = (1 - a) y[n-1] + b[n].
struct SmoothedTile {
    Coefficients coefficients;
    Decisions decisions;
    Samples values; // b, then y
    float* result;

    __device__ Twofold multiplier(unsigned row, unsigned item) const
    {
        return decisions.choose(row, item, coefficients.keptInAttack, coefficients.keptInRelease);
    }

    __device__ float value(unsigned row, unsigned item) const { return values.item[row][item]; }
    __device__ void resume() { decisions.forgetChoices(); }
    __device__ void finish(unsigned row, unsigned item, float, float after) { values.item[row][item] = after; }

    __device__ void write(const TilePlace& place, unsigned, unsigned warp, unsigned lane) const
    {
        storeTile<false>(result, values, place, warp, lane);
    }
};

// g'[n] = (1 - a) g'[n-1] + a f'[n] + a' d[n].
struct BallisticsJvp {
    Coefficients coefficients;
    CoefficientTangents tangents;
    const float *difference, *fTangent;
    float* result;

    // The compiler would make a call of it.
    template <bool Reversed>
    __device__ __forceinline__ SmoothedTile load(const TilePlace& place, unsigned warp, unsigned lane) const
    {
        const BallisticsSamples samples = loadBallistics<false>(difference, place, warp, lane);
        SmoothedTile tile = {coefficients, samples.decisions, loadTileOrZero<false>(fTangent, place, warp, lane), result};
#pragma unroll
        for (unsigned row = 0; row < RowsPerWarp; row++) {
#pragma unroll
            for (unsigned item = 0; item < ItemsPerLane; item++) {
                const float a = samples.decisions.choose(row, item, coefficients.attack, coefficients.release);
                const float tangent = samples.decisions.choose(row, item, tangents.attack, tangents.release);
                float& value = tile.values.item[row][item];
                value = fusedMultiplyAdd(a, value, tangent * samples.difference.item[row][item]);
            }
        }

        return tile;
    }
};

// A direction along which f, and g with it, a_at and a_rt change.
struct BallisticsDirection {
    CoefficientTangents coefficients;
    const float *f, *g;
};

// g_ij[n] = (1 - a) g_ij[n-1] + a f_ij[n] + a_i d_j[n] + a_j d_i[n].
struct BallisticsJvpOfJvp {
    Coefficients coefficients;
    BallisticsDirection first, second;
    const float *difference, *fSecond;
    float* result;

    template <bool Reversed>
    __device__ __forceinline__ SmoothedTile load(const TilePlace& place, unsigned warp, unsigned lane) const
    {
        const Decisions decisions = loadBallistics<false>(difference, place, warp, lane).decisions;
        SmoothedTile tile = {coefficients, decisions, loadTileOrZero<false>(fSecond, place, warp, lane), result};
#pragma unroll
        for (unsigned row = 0; row < RowsPerWarp; row++) {
#pragma unroll
            for (unsigned item = 0; item < ItemsPerLane; item++) {
                tile.values.item[row][item] *= decisions.choose(row, item, coefficients.attack, coefficients.release);
            }
        }

        addChange(tile, first.coefficients, second, place, warp, lane);
        addChange(tile, second.coefficients, first, place, warp, lane);
        return tile;
    }

private:
    // Adds a_i d_j.
    __device__ static __forceinline__ void addChange(
        SmoothedTile& tile, const CoefficientTangents& tangents, const BallisticsDirection& other, const TilePlace& place, unsigned warp, unsigned lane)
    {
        const Samples fChange = loadTileOrZero<false>(other.f, place, warp, lane);
        const Samples gChange = loadEarlierOrZero<false>(other.g, place, warp, lane);
#pragma unroll
        for (unsigned row = 0; row < RowsPerWarp; row++) {
#pragma unroll
            for (unsigned item = 0; item < ItemsPerLane; item++) {
                const float tangent = tile.decisions.choose(row, item, tangents.attack, tangents.release);
                float& value = tile.values.item[row][item];
                value = fusedMultiplyAdd(tangent, fChange.item[row][item] - gChange.item[row][item], value);
            }
        }
    }
};

// lambda; dL/df = a lambda; dL/da_at = sum m lambda d, dL/da_rt = sum (1 - m) lambda d. v is zero past the end, so lambda is.
struct BallisticsVjp {
    Coefficients coefficients;
    const float *difference, *cotangent;
    float *adjoint, *result;
    double* tileSums;

    struct Tile {
        Coefficients coefficients;
        BallisticsSamples samples;
        Samples values; // v, then lambda
        float *adjoint, *result;
        double* tileSums;
        BranchSums sums;

        __device__ float a(unsigned row, unsigned item) const
        {
            return samples.decisions.choose(row, item, coefficients.attack, coefficients.release);
        }

        __device__ Twofold multiplier(unsigned row, unsigned item) const
        {
            return samples.decisions.choose(row, item, coefficients.keptInAttack, coefficients.keptInRelease);
        }

        __device__ float value(unsigned row, unsigned item) const
        {
            return fusedMultiplyAdd(-a(row, item), values.item[row][item], values.item[row][item]);
        }

        __device__ void resume() { samples.decisions.forgetChoices(); }

        __device__ void finish(unsigned row, unsigned item, float before, float)
        {
            values.item[row][item] += before;
            sums.add(samples.decisions.attack(row, item), values.item[row][item], samples.difference.item[row][item]);
        }

        __device__ void write(const TilePlace& place, unsigned number, unsigned warp, unsigned lane)
        {
            storeTile<true>(adjoint, values, place, warp, lane);
#pragma unroll
            for (unsigned row = 0; row < RowsPerWarp; row++) {
#pragma unroll
                for (unsigned item = 0; item < ItemsPerLane; item++) {
                    values.item[row][item] *= a(row, item);
                }
            }

            storeTile<true>(result, values, place, warp, lane);
            sums.write(tileSums, number);
        }
    };

    template <bool Reversed>
    __device__ __forceinline__ Tile load(const TilePlace& place, unsigned warp, unsigned lane) const
    {
        return {
            coefficients, loadBallistics<true>(difference, place, warp, lane), loadTile<true>(cotangent, place, warp, lane),
            adjoint, result, tileSums, {}};
    }
};

// With lambda'[n] = v'[n] + mu'[n+1], mu'[n] = (1 - a) lambda'[n] - a' lambda[n], and q = a v' + a' lambda:
//     mu'[n] = (1 - a) mu'[n+1] + v' - q,
//     (dL/df)' = a lambda' + a' lambda = q + a mu'[n+1],
//     (dL/da_at)' = sum m (lambda' d + lambda d') = sum m (v' d + lambda d') + sum m d mu'[n+1].
// What needs no mu' is done with before the scan: the arrays would not fit the registers otherwise.
struct BallisticsJvpOfVjp {
    Coefficients coefficients;
    CoefficientTangents tangents;
    const float *difference, *adjoint, *fTangent, *gTangent, *cotangentTangent;
    float* result;
    double* tileSums;

    struct Tile {
        Coefficients coefficients;
        BallisticsSamples samples;
        Samples values; // v' - q
        Samples results; // q, then (dL/df)'
        float* result;
        double* tileSums;
        BranchSums sums;

        __device__ Twofold multiplier(unsigned row, unsigned item) const
        {
            return samples.decisions.choose(row, item, coefficients.keptInAttack, coefficients.keptInRelease);
        }

        __device__ float value(unsigned row, unsigned item) const { return values.item[row][item]; }

        __device__ void resume() { samples.decisions.forgetChoices(); }

        __device__ void finish(unsigned row, unsigned item, float before, float)
        {
            const float a = samples.decisions.choose(row, item, coefficients.attack, coefficients.release);
            results.item[row][item] = fusedMultiplyAdd(a, before, results.item[row][item]);
            sums.add(samples.decisions.attack(row, item), before, samples.difference.item[row][item]);
        }

        __device__ void write(const TilePlace& place, unsigned number, unsigned warp, unsigned lane) const
        {
            storeTile<true>(result, results, place, warp, lane);
            sums.write(tileSums, number);
        }
    };

    template <bool Reversed>
    __device__ __forceinline__ Tile load(const TilePlace& place, unsigned warp, unsigned lane) const
    {
        Tile tile = {
            coefficients, loadBallistics<true>(difference, place, warp, lane), loadTile<true>(cotangentTangent, place, warp, lane), {},
            result, tileSums, {}};
        const Samples lambda = loadTile<true>(adjoint, place, warp, lane);
        const Samples fChange = loadTileOrZero<true>(fTangent, place, warp, lane);
        const Samples gChange = loadEarlierOrZero<true>(gTangent, place, warp, lane);
#pragma unroll
        for (unsigned row = 0; row < RowsPerWarp; row++) {
#pragma unroll
            for (unsigned item = 0; item < ItemsPerLane; item++) {
                const Decisions decisions = tile.samples.decisions;
                const float a = decisions.choose(row, item, coefficients.attack, coefficients.release);
                const float tangent = decisions.choose(row, item, tangents.attack, tangents.release);
                const bool attack = decisions.attack(row, item);
                float& value = tile.values.item[row][item];
                tile.sums.add(attack, value, tile.samples.difference.item[row][item]);
                tile.sums.add(attack, lambda.item[row][item], fChange.item[row][item] - gChange.item[row][item]);
                tile.results.item[row][item] = fusedMultiplyAdd(a, value, tangent * lambda.item[row][item]);
                value -= tile.results.item[row][item];
            }
        }

        return tile;
    }
};
