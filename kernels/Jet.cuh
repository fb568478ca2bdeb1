// What a segment does to the state that the derivatives carry through time, and how two segments follow one another.
//
// Raw channels, without constant factors (the host multiplies them in): v0 = g; first tangents h (response to f where active),
// g_s' (source e f), g_at, g_rt; second tangents (s,s); (CT,at), (CT,rt); (s,at), (s,rt); (at,at), (rt,rt), (at,rt), the last three
// with the sign of their sources turned. (CT,CT) and (CT,s) follow from h and g_s', and the make-up needs none. Each channel v also
// has the state of the pre-emphasis on x v: p = x v - w, w += (1 - 0.995) p.
//
// Decisions fixed, a segment is linear in the tangents before it. With S[n] the product of (1 - a) over its samples so far, a tangent T
// before it adds S T to its own channel, (dS/da_at) T and (dS/da_rt) T to the second tangents that T feeds, and through x S and
// x dS/da to their pre-emphasis states: U, U_at, U_rt. Orders: 0 loss, 1 first tangents, 2 second tangents too.
#pragma once
#include "Affine.cuh"

constexpr unsigned FirstChannels = 4;
constexpr unsigned SecondChannels = 8;

template <unsigned Order>
struct State {
    static constexpr unsigned First = Order >= 1 ? FirstChannels : 0;
    static constexpr unsigned Second = Order >= 2 ? SecondChannels : 0;
    static constexpr unsigned Count = 1 + 2 * First + 2 * Second;

    float field[Count];

    __device__ float& emphasisOfGain() { return field[0]; }
    __device__ float& first(unsigned channel) { return field[1 + channel]; }
    __device__ float& emphasisOfFirst(unsigned channel) { return field[1 + First + channel]; }
    __device__ float& second(unsigned channel) { return field[1 + 2 * First + channel]; }
    __device__ float& emphasisOfSecond(unsigned channel) { return field[1 + 2 * First + Second + channel]; }
};

// The linear part. Emphasis is 0.995 to the number of samples.
template <unsigned Order>
struct Response {
    static constexpr unsigned Count = Order == 0 ? 1 : Order == 1 ? 3 : 7;

    float field[Count];

    __device__ float& emphasis() { return field[0]; }
    __device__ float& slope() { return field[1]; }
    __device__ float& emphasisOfSlope() { return field[2]; }
    __device__ float& slopeByAttack() { return field[3]; }
    __device__ float& slopeByRelease() { return field[4]; }
    __device__ float& emphasisOfSlopeByAttack() { return field[5]; }
    __device__ float& emphasisOfSlopeByRelease() { return field[6]; }
};

template <unsigned Order>
struct Jet {
    Response<Order> response;
    State<Order> offset;
};

template <unsigned Order>
__device__ static inline Jet<Order> identityJet()
{
    Jet<Order> jet = {};
    jet.response.emphasis() = 1.0f;
    if constexpr (Order >= 1) {
        jet.response.slope() = 1.0f;
    }

    return jet;
}

// The state after a segment from the one before it.
template <unsigned Order>
__device__ static inline State<Order> apply(Jet<Order> jet, State<Order> before)
{
    State<Order> after = jet.offset;
    Response<Order>& r = jet.response;
    after.emphasisOfGain() = fusedMultiplyAdd(r.emphasis(), before.emphasisOfGain(), after.emphasisOfGain());
    if constexpr (Order >= 1) {
#pragma unroll
        for (unsigned c = 0; c < FirstChannels; c++) {
            after.first(c) = fusedMultiplyAdd(r.slope(), before.first(c), after.first(c));
            after.emphasisOfFirst(c) = fusedMultiplyAdd(r.emphasis(), before.emphasisOfFirst(c), fusedMultiplyAdd(r.emphasisOfSlope(), before.first(c), after.emphasisOfFirst(c)));
        }
    }

    if constexpr (Order >= 2) {
#pragma unroll
        for (unsigned c = 0; c < SecondChannels; c++) {
            after.second(c) = fusedMultiplyAdd(r.slope(), before.second(c), after.second(c));
            after.emphasisOfSecond(c) = fusedMultiplyAdd(r.emphasis(), before.emphasisOfSecond(c), fusedMultiplyAdd(r.emphasisOfSlope(), before.second(c), after.emphasisOfSecond(c)));
        }

        // Second tangent c is fed by first tangent t through the slope's derivative with respect to a_at or a_rt.
        const auto feed = [&](unsigned c, unsigned t, float slope, float emphasis) {
            after.second(c) = fusedMultiplyAdd(slope, before.first(t), after.second(c));
            after.emphasisOfSecond(c) = fusedMultiplyAdd(emphasis, before.first(t), after.emphasisOfSecond(c));
        };
        const float at = r.slopeByAttack(), rt = r.slopeByRelease();
        const float emphasisAt = r.emphasisOfSlopeByAttack(), emphasisRt = r.emphasisOfSlopeByRelease();
        feed(1, 0, at, emphasisAt);
        feed(2, 0, rt, emphasisRt);
        feed(3, 1, at, emphasisAt);
        feed(4, 1, rt, emphasisRt);
        feed(5, 2, -at, -emphasisAt);
        feed(6, 3, -rt, -emphasisRt);
        feed(7, 3, -at, -emphasisAt);
        feed(7, 2, -rt, -emphasisRt);
    }

    return after;
}

template <unsigned Order>
__device__ static inline Jet<Order> then(Jet<Order> first, Jet<Order> second)
{
    Jet<Order> both;
    both.offset = apply(second, first.offset);
    Response<Order>& r = both.response;
    Response<Order>& a = first.response;
    Response<Order>& b = second.response;
    r.emphasis() = b.emphasis() * a.emphasis();
    if constexpr (Order >= 1) {
        r.slope() = b.slope() * a.slope();
        r.emphasisOfSlope() = fusedMultiplyAdd(b.emphasisOfSlope(), a.slope(), b.emphasis() * a.emphasisOfSlope());
    }

    if constexpr (Order >= 2) {
        r.slopeByAttack() = fusedMultiplyAdd(b.slope(), a.slopeByAttack(), b.slopeByAttack() * a.slope());
        r.slopeByRelease() = fusedMultiplyAdd(b.slope(), a.slopeByRelease(), b.slopeByRelease() * a.slope());
        r.emphasisOfSlopeByAttack() = fusedMultiplyAdd(
            b.emphasisOfSlope(), a.slopeByAttack(), fusedMultiplyAdd(b.emphasisOfSlopeByAttack(), a.slope(), b.emphasis() * a.emphasisOfSlopeByAttack()));
        r.emphasisOfSlopeByRelease() = fusedMultiplyAdd(
            b.emphasisOfSlope(), a.slopeByRelease(), fusedMultiplyAdd(b.emphasisOfSlopeByRelease(), a.slope(), b.emphasis() * a.emphasisOfSlopeByRelease()));
    }

    return both;
}

template <unsigned Order>
__device__ static inline Jet<Order> shuffleUp(Jet<Order> jet, unsigned distance)
{
#pragma unroll
    for (unsigned n = 0; n < Response<Order>::Count; n++) {
        jet.response.field[n] = shuffleUp(jet.response.field[n], distance);
    }

#pragma unroll
    for (unsigned n = 0; n < State<Order>::Count; n++) {
        jet.offset.field[n] = shuffleUp(jet.offset.field[n], distance);
    }

    return jet;
}

// Jets in device memory, one array a field, so that neighbouring segments are neighbours.
template <unsigned Order>
struct JetArray {
    float* fields;
    unsigned long long stride;

    static constexpr unsigned Count = Response<Order>::Count + State<Order>::Count;

    __device__ void put(unsigned long long n, const Jet<Order>& jet) const
    {
#pragma unroll
        for (unsigned k = 0; k < Response<Order>::Count; k++) {
            fields[k * stride + n] = jet.response.field[k];
        }

#pragma unroll
        for (unsigned k = 0; k < State<Order>::Count; k++) {
            fields[(Response<Order>::Count + k) * stride + n] = jet.offset.field[k];
        }
    }

    __device__ Jet<Order> get(unsigned long long n) const
    {
        Jet<Order> jet;
#pragma unroll
        for (unsigned k = 0; k < Response<Order>::Count; k++) {
            jet.response.field[k] = fields[k * stride + n];
        }

#pragma unroll
        for (unsigned k = 0; k < State<Order>::Count; k++) {
            jet.offset.field[k] = fields[(Response<Order>::Count + k) * stride + n];
        }

        return jet;
    }
};
