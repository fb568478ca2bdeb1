// Source of CompiledKernels.ptx, made by
//   clang-19 -x cuda --cuda-device-only -nocudainc -nocudalib -S -O3 --cuda-gpu-arch=sm_75 --cuda-feature=+ptx63 -ffp-contract=off
// It has what the shipped kernels may come to have: structs as parameters, dynamic shared memory, 8- and 16-bit data, conversions,
// divergent loops with breaks, inline assembly.
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))

struct Parameters
{
    int count;
    double* weights;
    float factors[5];
};

__constant__ float table[4] = {1.f, 2.f, 3.f, 4.f};
__device__ unsigned tickets;

__device__ inline unsigned loadAcquire(const unsigned* address)
{
    unsigned value;
    asm volatile("ld.acquire.gpu.global.u32 %0, [%1];" : "=r"(value) : "l"(address) : "memory");
    return value;
}

extern "C" __global__ void __attribute__((launch_bounds(128)))
k(Parameters p, const float* __restrict__ in, float* out, double* sums, unsigned short* words, signed char* bytes)
{
    __shared__ double products[128];
    extern __shared__ float dynamic[];
    int t = __nvvm_read_ptx_sreg_tid_x();
    products[t] = t < p.count ? p.weights[t] * in[t] : 0.0;
    dynamic[t] = table[t & 3];
    __syncthreads();

    double sum = 0;
    for (int i = 0; i < t; i++)
    {
        sum += products[i] * p.factors[i % 5];
        if (sum > 50)
        {
            break;
        }
    }

    sums[t] = sum;
    long long whole = (long long)(sum * 1000);
    int neighbour = __nvvm_shfl_sync_bfly_i32(0xffffffff, t, 1, 0x1f);
    unsigned ticket = __nvvm_atom_add_gen_i((volatile int*)&tickets, 1);
    float f = __builtin_truncf((float)sum) + __builtin_rintf((float)sum * 0.5f) + __builtin_copysignf(2.f, in[t]);
    f += (float)words[t] + (float)bytes[t] + neighbour + dynamic[127 - t];
    words[t] = (unsigned short)(whole >> 3);
    bytes[t] = (signed char)(whole * 7);
    while (loadAcquire(&tickets) < 128)
    {
    }

    out[4 * t] = f + (float)__builtin_sqrt(sum + 1) + (float)(unsigned long long)(sum * 1e6);
    out[4 * t + 1] = __builtin_popcountll(whole) + __builtin_clz(t | 1) + (float)(ticket < 128);
    out[4 * t + 2] = (float)(__builtin_bitreverse32(t) >> 8) + (float)(t << (whole & 15)) + (float)(whole % 17) + (float)(whole / 3);
    out[4 * t + 3] = (float)(__nvvm_vote_ballot_sync(0xffffffffu, sum > 20) >> 8);
}
