// The derivatives of the ballistics as recursions of Scan.cuh. From f and g the decision is m[n] = f[n] < g[n-1], the coefficient
// a[n] = m a_at + (1 - m) a_rt, and e[n] = f[n] - g[n-1]. Derivatives treat m as constant.
//
// Backwards, with the step of each sample what its own decision says:
//     mu[n] = (1 - a[n]) (mu[n+1] + v[n]),  lambda[n] = v[n] + mu[n+1],
// which is the adjoint lambda[n] = v[n] + (1 - a[n+1]) lambda[n+1] without a look at the decision after it.
#pragma once
#include "Scan.cuh"

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

// Warp: each sample's neighbour one earlier in time, from the tile's samples and, at a row's edge, from memory; first is the one
// before the chunk.
template <bool Reversed>
__device__ static __forceinline__ Samples earlier(
    const Samples& samples, const float* source, float first, const TilePlace& place, unsigned warp, unsigned lane)
{
    Samples shifted;
#pragma unroll
    for (unsigned row = 0; row < RowsPerWarp; row++) {
        const unsigned start = quadStart<Reversed>(place, warp, row, lane);
        const unsigned neighbourLane = (Reversed ? lane + 1 : lane - 1) % LanesPerWarp;
        float neighbour = shuffle(samples.item[row][component<Reversed>(ItemsPerLane - 1)], neighbourLane);
        if (lane == (Reversed ? LanesPerWarp - 1 : 0)) {
            neighbour = start == 0 ? first : start <= place.length ? source[place.row + start - 1] : 0.0f;
        }

        shifted.item[row][component<Reversed>(0)] = neighbour;
#pragma unroll
        for (unsigned k = 1; k < ItemsPerLane; k++) {
            shifted.item[row][component<Reversed>(k)] = samples.item[row][component<Reversed>(k - 1)];
        }
    }

    return shifted;
}

// What all three derivatives are made of.
struct BallisticsSamples {
    Decisions decisions;
    Samples difference; // e
};

template <bool Reversed>
__device__ static __forceinline__ BallisticsSamples loadBallistics(const float* f, const float* g, const TilePlace& place, unsigned warp, unsigned lane)
{
    BallisticsSamples result = {{0}, loadTile<Reversed>(f, place, warp, lane)};
    const Samples before = earlier<Reversed>(loadTile<Reversed>(g, place, warp, lane), g, 1.0f, place, warp, lane);
#pragma unroll
    for (unsigned row = 0; row < RowsPerWarp; row++) {
#pragma unroll
        for (unsigned item = 0; item < ItemsPerLane; item++) {
            const bool attack = result.difference.item[row][item] < before.item[row][item];
            result.decisions.attacks |= static_cast<unsigned>(attack) << (row * ItemsPerLane + item);
            result.difference.item[row][item] -= before.item[row][item];
        }
    }

    return result;
}

// A thread's part of the sums over the samples in attack and in release.
struct BranchSums {
    float attack, release;

    __device__ void add(bool isAttack, float x, float y)
    {
        attack = fusedMultiplyAdd(isAttack ? x : 0.0f, y, attack);
        release = fusedMultiplyAdd(isAttack ? 0.0f : x, y, release);
    }

    // Block: both sums of the tile, in double and in a fixed order.
    __device__ void write(double* tileSums, unsigned warp, unsigned lane) const
    {
        __shared__ float parts[2][ThreadsPerBlock];
        parts[0][threadNumber()] = attack;
        parts[1][threadNumber()] = release;
        synchronizeBlock();
        if (warp < 2) {
            double sum = 0.0;
            for (unsigned thread = lane; thread < ThreadsPerBlock; thread += LanesPerWarp) {
                sum += parts[warp][thread];
            }

            for (unsigned distance = 1; distance < LanesPerWarp; distance *= 2) {
                // Only the last lane's is the sum of all; the others add what they need not.
                sum += shuffleUp(sum, distance);
            }

            if (lane == LanesPerWarp - 1) {
                tileSums[warp] = sum;
            }
        }
    }
};

// g'[n] = (1 - a) g'[n-1] + a f'[n] + a' e[n].
struct BallisticsJvp {
    Coefficients coefficients;
    CoefficientTangents tangents;
    const float *f, *g, *fTangent;
    float* result;

    struct Tile {
        Coefficients coefficients;
        Decisions decisions;
        Samples values;
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

    // The compiler would make a call of it.
    template <bool Reversed>
    __device__ __forceinline__ Tile load(const TilePlace& place, unsigned warp, unsigned lane) const
    {
        const BallisticsSamples samples = loadBallistics<false>(f, g, place, warp, lane);
        Tile tile = {coefficients, samples.decisions, loadTile<false>(fTangent, place, warp, lane), result};
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

// lambda; dL/df = a lambda; dL/da_at = sum m lambda e, dL/da_rt = sum (1 - m) lambda e. v is zero past the end, so lambda is.
struct BallisticsVjp {
    Coefficients coefficients;
    const float *f, *g, *cotangent;
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
            sums.write(tileSums + 2ull * number, warp, lane);
        }
    };

    template <bool Reversed>
    __device__ __forceinline__ Tile load(const TilePlace& place, unsigned warp, unsigned lane) const
    {
        return {
            coefficients, loadBallistics<true>(f, g, place, warp, lane), loadTile<true>(cotangent, place, warp, lane),
            adjoint, result, tileSums, {0.0f, 0.0f}};
    }
};

// With lambda'[n] = v'[n] + mu'[n+1], mu'[n] = (1 - a) lambda'[n] - a' lambda[n], and q = a v' + a' lambda:
//     mu'[n] = (1 - a) mu'[n+1] + v' - q,
//     (dL/df)' = a lambda' + a' lambda = q + a mu'[n+1],
//     (dL/da_at)' = sum m (lambda' e + lambda e') = sum m (v' e + lambda e') + sum m e mu'[n+1],  e' = f' - g'[n-1].
// What needs no mu' is done with before the scan: the arrays would not fit the registers otherwise.
struct BallisticsJvpOfVjp {
    Coefficients coefficients;
    CoefficientTangents tangents;
    const float *f, *g, *adjoint, *fTangent, *gTangent, *cotangentTangent;
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
            sums.write(tileSums + 2ull * number, warp, lane);
        }
    };

    template <bool Reversed>
    __device__ __forceinline__ Tile load(const TilePlace& place, unsigned warp, unsigned lane) const
    {
        Tile tile = {
            coefficients, loadBallistics<true>(f, g, place, warp, lane), loadTile<true>(cotangentTangent, place, warp, lane), {},
            result, tileSums, {0.0f, 0.0f}};
        const Samples lambda = loadTile<true>(adjoint, place, warp, lane);
        const Samples fChange = loadTile<true>(fTangent, place, warp, lane);
        const Samples gChange = earlier<true>(loadTile<true>(gTangent, place, warp, lane), gTangent, 0.0f, place, warp, lane);
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
