// What the kernels need of CUDA. With clang it stands in for the CUDA SDK, so that a compiler package is all it takes to
// rebuild the PTX; with nvcc it only names what the SDK already has.
#pragma once

#if defined(__clang__) && !defined(__NVCC__)
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __constant__ __attribute__((constant))
#define __shared__ __attribute__((shared))
#define __forceinline__ inline __attribute__((always_inline))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))

// A vector to the compiler, not a structure: it never takes an access to one apart.
typedef float float4 __attribute__((ext_vector_type(4)));

__device__ static inline unsigned threadNumber() { return __nvvm_read_ptx_sreg_tid_x(); }
__device__ static inline unsigned blockNumber() { return __nvvm_read_ptx_sreg_ctaid_x(); }

__device__ static inline void synchronizeBlock() { __syncthreads(); }
__device__ static inline void synchronizeWarp() { __nvvm_bar_warp_sync(~0u); }
__device__ static inline unsigned warpBallot(bool value) { return __nvvm_vote_ballot_sync(~0u, value); }
__device__ static inline float shuffleUp(float value, unsigned distance) { return __nvvm_shfl_sync_up_f32(~0u, value, distance, 0); }
__device__ static inline int shuffle(int value, unsigned lane) { return __nvvm_shfl_sync_idx_i32(~0u, value, lane, 31); }
__device__ static inline float shuffle(float value, unsigned lane) { return __nvvm_shfl_sync_idx_f32(~0u, value, lane, 31); }

__device__ static inline float fusedMultiplyAdd(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
__device__ static inline double fusedMultiplyAdd(double a, double b, double c) { return __builtin_fma(a, b, c); }
__device__ static inline float magnitude(float x) { return __builtin_fabsf(x); }
__device__ static inline double magnitude(double x) { return __builtin_fabs(x); }
__device__ static inline double withSign(double x, bool negative) { return __builtin_copysign(x, negative ? -1.0 : 1.0); }
__device__ static inline bool hasSign(double x) { return __builtin_bit_cast(unsigned long long, x) >> 63; }
__device__ static inline bool hasSign(float x) { return __builtin_bit_cast(unsigned, x) >> 31; }
__device__ static inline float larger(float a, float b) { return __builtin_fmaxf(a, b); }
__device__ static inline float smaller(float a, float b) { return __builtin_fminf(a, b); }
__device__ static inline float roundToInteger(float x) { return __builtin_rintf(x); }
__device__ static inline unsigned lowestSetBit(unsigned mask) { return __builtin_ctz(mask); }
template <class To, class From>
__device__ static inline To bitCast(From value) { return __builtin_bit_cast(To, value); }
#else
__device__ static inline unsigned threadNumber() { return threadIdx.x; }
__device__ static inline unsigned blockNumber() { return blockIdx.x; }

__device__ static inline void synchronizeBlock() { __syncthreads(); }
__device__ static inline void synchronizeWarp() { __syncwarp(); }
__device__ static inline unsigned warpBallot(bool value) { return __ballot_sync(~0u, value); }
__device__ static inline float shuffleUp(float value, unsigned distance) { return __shfl_up_sync(~0u, value, distance); }
__device__ static inline int shuffle(int value, unsigned lane) { return __shfl_sync(~0u, value, lane); }
__device__ static inline float shuffle(float value, unsigned lane) { return __shfl_sync(~0u, value, lane); }

__device__ static inline float fusedMultiplyAdd(float a, float b, float c) { return fmaf(a, b, c); }
__device__ static inline double fusedMultiplyAdd(double a, double b, double c) { return fma(a, b, c); }
__device__ static inline float magnitude(float x) { return fabsf(x); }
__device__ static inline double magnitude(double x) { return fabs(x); }
__device__ static inline double withSign(double x, bool negative) { return copysign(x, negative ? -1.0 : 1.0); }
__device__ static inline bool hasSign(double x) { return signbit(x); }
__device__ static inline bool hasSign(float x) { return signbit(x); }
__device__ static inline float larger(float a, float b) { return fmaxf(a, b); }
__device__ static inline float smaller(float a, float b) { return fminf(a, b); }
__device__ static inline float roundToInteger(float x) { return rintf(x); }
__device__ static inline unsigned lowestSetBit(unsigned mask) { return __ffs(static_cast<int>(mask)) - 1; }
template <class To, class From>
__device__ static inline To bitCast(From value)
{
    static_assert(sizeof(To) == sizeof(From), "A bit cast keeps the size.");
    To result;
    memcpy(&result, &value, sizeof(To));
    return result;
}
#endif

__device__ static inline double shuffleUp(double value, unsigned distance)
{
    const auto bits = bitCast<unsigned long long>(value);
    const auto low = bitCast<unsigned>(shuffleUp(bitCast<float>(static_cast<unsigned>(bits)), distance));
    const auto high = bitCast<unsigned>(shuffleUp(bitCast<float>(static_cast<unsigned>(bits >> 32)), distance));
    return bitCast<double>(static_cast<unsigned long long>(high) << 32 | low);
}

__device__ static inline double shuffle(double value, unsigned lane)
{
    const auto bits = bitCast<unsigned long long>(value);
    const auto low = static_cast<unsigned>(shuffle(static_cast<int>(bits), lane));
    const auto high = static_cast<unsigned>(shuffle(static_cast<int>(bits >> 32), lane));
    return bitCast<double>(static_cast<unsigned long long>(high) << 32 | low);
}

constexpr unsigned LanesPerWarp = 32;

// Accesses that blocks talk to each other through, at the scope of the card (PTX ISA, memory consistency model). Relaxed
// accesses of one word are never torn and never cached stale; acquire and release order the accesses around them.

__device__ static inline unsigned long long loadRelaxed(const unsigned long long* address)
{
    unsigned long long value;
    asm volatile("ld.relaxed.gpu.u64 %0, [%1];" : "=l"(value) : "l"(address) : "memory");
    return value;
}

__device__ static inline void storeRelaxed(unsigned long long* address, unsigned long long value)
{
    asm volatile("st.relaxed.gpu.u64 [%0], %1;" : : "l"(address), "l"(value) : "memory");
}

__device__ static inline void storeRelaxed(unsigned* address, unsigned value)
{
    asm volatile("st.relaxed.gpu.u32 [%0], %1;" : : "l"(address), "r"(value) : "memory");
}

__device__ static inline unsigned addRelaxed(unsigned* address, unsigned increment)
{
    unsigned before;
    asm volatile("atom.relaxed.gpu.add.u32 %0, [%1], %2;" : "=r"(before) : "l"(address), "r"(increment) : "memory");
    return before;
}

__device__ static inline void maximizeRelaxed(unsigned* address, unsigned value)
{
    asm volatile("red.relaxed.gpu.max.u32 [%0], %1;" : : "l"(address), "r"(value) : "memory");
}

__device__ static inline unsigned addAcquireRelease(unsigned* address, unsigned increment)
{
    unsigned before;
    asm volatile("atom.acq_rel.gpu.add.u32 %0, [%1], %2;" : "=r"(before) : "l"(address), "r"(increment) : "memory");
    return before;
}
