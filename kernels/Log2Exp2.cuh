// log2 and exp2 from fused multiply-adds alone: the same bits on every card, in the emulator and on a CPU. The card's own
// approximations are off by up to 2^-22 and specified for no two generations alike.
#pragma once
#include "Device.cuh"

// log2 x of a positive normal x. Error below 1 ulp of the result (0.98 found over 9 whole binades around 1, 0.52 below 2^-20).
// x = 2^e m with m in [sqrt 1/2, sqrt 2), t = m - 1 exactly: log2 x = e + t log2(e) + t^2 q(t), log2(e) as two floats,
// q minimax on the interval, absolute error 7e-9 (weight |t| + 0.02).
__device__ static inline float fusedLog2(float x)
{
    constexpr unsigned sqrtHalf = 0x3f3504f3;
    const unsigned offset = bitCast<unsigned>(x) - sqrtHalf;
    const float exponent = static_cast<float>(static_cast<int>(offset) >> 23);
    const float t = bitCast<float>((offset & 0x7fffff) + sqrtHalf) - 1.0f;
    float q = -0.11312315613031387f;
    q = fusedMultiplyAdd(q, t, 0.1873982697725296f);
    q = fusedMultiplyAdd(q, t, -0.19033952057361603f);
    q = fusedMultiplyAdd(q, t, 0.20436424016952515f);
    q = fusedMultiplyAdd(q, t, -0.23968198895454407f);
    q = fusedMultiplyAdd(q, t, 0.2885815501213074f);
    q = fusedMultiplyAdd(q, t, -0.360694020986557f);
    q = fusedMultiplyAdd(q, t, 0.48089799284935f);
    q = fusedMultiplyAdd(q, t, -0.7213473916053772f);
    const float rest = t * fusedMultiplyAdd(q, t, 1.925963033500011e-08f);
    return exponent + fusedMultiplyAdd(t, 1.4426950216293335f, rest);
}

// 2^x for -126 <= x <= 127; below it 2^-126. Error below 1.01 ulp (1.003 found on 2^18 values in each of 38 binades); 2^0 = 1 exactly.
// x = n + r with |r| <= 1/2; the polynomial is minimax with its constant term held at 1, relative error 2.6e-9.
__device__ static inline float fusedExp2(float x)
{
    x = larger(x, -126.0f);
    const float n = roundToInteger(x);
    const float r = x - n;
    float p = 0.0001559467754011006f;
    p = fusedMultiplyAdd(r, p, 0.0013406643904688362f);
    p = fusedMultiplyAdd(r, p, 0.009617692974916334f);
    p = fusedMultiplyAdd(r, p, 0.055503105509970105f);
    p = fusedMultiplyAdd(r, p, 0.2402265278287602f);
    p = fusedMultiplyAdd(r, p, 0.6931472149680389f);
    p = fusedMultiplyAdd(r, p, 1.0f);
    return p * bitCast<float>(static_cast<unsigned>(static_cast<int>(n) + 127) << 23);
}
