using PtxEmulator;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class MoveAndMemoryOpcodeTests
{
    private const string Addressing = """
            .reg .u32 %t;
            .reg .u64 %p, %q;
            ld.param.u64 %p, [out];
            mov.u32 %t, %tid.x;
            mad.wide.u32 %p, %t, 8, %p;
        """;

    [Fact]
    public void Vectors_PackAndUnpack()
    {
        Opcode.Check<uint, uint, ulong>("mov.b64 d, {a, b};", (a, b) => a | ((ulong)b << 32));
        Opcode.Check<ushort, ushort, uint>("mov.b32 d, {a, b};", (a, b) => a | ((uint)b << 16));
        Opcode.Check<ushort, ushort, ushort, ulong>(
            "mov.b64 d, {a, b, c, a};", (a, b, c) => a | ((ulong)b << 16) | ((ulong)c << 32) | ((ulong)a << 48));
        Opcode.Check<ulong, uint>("{ .reg .b32 x; mov.b64 {x, d}, a; }", a => (uint)(a >> 32));
        Opcode.Check<ulong, uint>("mov.b64 {d, _}, a;", a => (uint)a);
        Opcode.Check<double, uint>("{ .reg .f32 x; .reg .b64 y; mov.b64 y, a; mov.b64 {x, d}, y; }",
            a => (uint)(BitConverter.DoubleToUInt64Bits(a) >> 32));
    }

    [Fact]
    public void Moves_KeepBits()
    {
        Opcode.Check<float, uint>("mov.b32 d, a;", BitConverter.SingleToUInt32Bits);
        Opcode.Check<ulong, double>("mov.b64 d, a;", BitConverter.UInt64BitsToDouble);
        Opcode.Check<ushort, ushort>("mov.u16 d, a;", a => a);
        Opcode.Check<uint, uint>("mov.b32 d, 0f3F800000;", _ => 0x3f800000);
    }

    [Fact]
    public void SpecialRegisters_SayWhereAThreadIs()
    {
        using var runner = new PtxRunner("""
            .visible .entry k(.param .u64 out)
            {
                .reg .u32 %r<24>;
                .reg .u64 %p;
                mov.u32 %r0, %tid.x;   mov.u32 %r1, %tid.y;   mov.u32 %r2, %tid.z;
                mov.u32 %r3, %ntid.x;  mov.u32 %r4, %ntid.y;  mov.u32 %r5, %ntid.z;
                mov.u32 %r6, %ctaid.x; mov.u32 %r7, %ctaid.y; mov.u32 %r8, %ctaid.z;
                mov.u32 %r9, %nctaid.x; mov.u32 %r10, %nctaid.y; mov.u32 %r11, %nctaid.z;
                mov.u32 %r12, %laneid; mov.u32 %r13, %warpid;
                mov.b32 %r14, %lanemask_eq; mov.b32 %r15, %lanemask_lt; mov.b32 %r16, %lanemask_le;
                mov.b32 %r17, %lanemask_gt; mov.b32 %r18, %lanemask_ge;
                mad.lo.u32 %r19, %r8, %r10, %r7;
                mad.lo.u32 %r19, %r19, %r9, %r6;
                mad.lo.u32 %r20, %r2, %r4, %r1;
                mad.lo.u32 %r20, %r20, %r3, %r0;
                mad.lo.u32 %r21, %r19, 30, %r20;
                ld.param.u64 %p, [out];
                mad.wide.u32 %p, %r21, 80, %p;
                st.global.v4.u32 [%p], {%r0, %r1, %r2, %r3};
                st.global.v4.u32 [%p+16], {%r4, %r5, %r6, %r7};
                st.global.v4.u32 [%p+32], {%r8, %r9, %r10, %r11};
                st.global.v4.u32 [%p+48], {%r12, %r13, %r14, %r15};
                st.global.v2.u32 [%p+64], {%r16, %r17};
                st.global.v2.u32 [%p+72], {%r18, %r18};
            }
            """);
        var (grid, block) = (new Dim3(2, 3, 4), new Dim3(5, 3, 2));
        var address = runner.Allocate<uint>(new uint[24 * 30 * 20]);
        runner.Launch(grid, block, address);
        var values = runner.Read<uint>(address, 24 * 30 * 20);
        for (var b = 0; b < 24; b++)
        {
            for (var t = 0; t < 30; t++)
            {
                var (at, thread) = (grid.At(b), block.At(t));
                Assert.Equal(
                    [
                        thread.X, thread.Y, thread.Z, 5, 3, 2, at.X, at.Y, at.Z, 2, 3, 4, (uint)t, 0, 1u << t, (1u << t) - 1, (2u << t) - 1,
                        ~((2u << t) - 1), ~((1u << t) - 1), ~((1u << t) - 1),
                    ],
                    values.AsSpan(((b * 30) + t) * 20, 20).ToArray());
            }
        }
    }

    [Fact]
    public void Loads_ExtendAndStoresTruncate()
    {
        var results = RunOnThreads("""
                .reg .b16 %h;
                .reg .b32 %r;
                .reg .b64 %d;
                ld.global.s8 %d, [%p];
                st.global.u16 [%p+2], %d;
                ld.global.u8 %h, [%p];
                st.global.u8 [%p+1], %h;
                ld.volatile.global.s16 %r, [%p+2];
                st.volatile.global.b32 [%p+4], %r;
            """, i => (ulong)(8 * i));
        Assert.All(Enumerable.Range(0, 32), i =>
        {
            var low = (byte)(8 * i);
            var extended = (uint)(sbyte)low;
            Assert.Equal(low | ((ulong)low << 8) | ((ulong)(ushort)extended << 16) | ((ulong)extended << 32), results[i]);
        });
    }

    [Fact]
    public void GuardedAccesses_LeaveOtherLanesAlone()
    {
        var results = RunOnThreads("""
                .reg .pred %odd;
                .reg .b32 %r;
                .reg .f64 %d;
                and.b32 %r, %t, 1;
                setp.ne.u32 %odd, %r, 0;
                mov.f64 %d, 0d0000000000000000;
                @%odd ld.global.f64 %d, [%p];
                @!%odd st.global.f64 [%p], %d;
            """, i => (ulong)i + 7);
        Assert.Equal(Enumerable.Range(0, 32).Select(i => i % 2 == 0 ? 0ul : (ulong)i + 7), results);
    }

    [Fact]
    public void Variables_AreInitialisedAndAddressedInTheirSpaces()
    {
        using var runner = new PtxRunner("""
            .visible .const .align 4 .b8 table[16] = {0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64};
            .global .align 8 .f64 half = 0d3FE0000000000000;
            .global .s32 numbers[4] = {-1, 2, 0x30};
            .extern .shared .align 16 .b8 dynamic[];
            .shared .align 8 .b8 unused[4096];
            .visible .entry k(.param .u64 out, .param .align 8 .b8 pair[24])
            {
                .shared .align 4 .u32 first;
                .shared .align 8 .b8 second[100];
                .reg .u64 %rd<8>;
                .reg .f32 %f<4>;
                .reg .f64 %d;
                .reg .u32 %r<6>;
                .reg .pred %p<4>;
                ld.param.u64 %rd0, [out];
                mov.u64 %rd1, table;
                ld.const.f32 %f0, [%rd1+4];
                ld.const.f32 %f1, [table+8];
                cvta.const.u64 %rd2, %rd1;
                ld.f32 %f2, [%rd2+12];
                st.global.v2.f32 [%rd0], {%f0, %f1};
                st.global.f32 [%rd0+8], %f2;
                mov.u64 %rd3, half;
                ld.global.f64 %d, [%rd3];
                st.global.f64 [%rd0+16], %d;
                ld.global.u32 %r0, [numbers+8];
                st.global.u32 [%rd0+12], %r0;
                st.shared.u32 [first], 5;
                mov.u64 %rd4, second;
                mov.u32 %r1, second;
                st.shared.u32 [%r1+96], 6;
                cvta.shared.u64 %rd5, %rd4;
                st.u32 [%rd5+8], 7;
                ld.shared.u32 %r2, [%rd4+8];
                mov.u64 %rd6, dynamic;
                st.shared.u64 [%rd6+8], %rd6;
                ld.shared.u32 %r3, [first];
                st.global.v2.u32 [%rd0+24], {%r2, %r3};
                st.global.u64 [%rd0+32], %rd6;
                isspacep.shared %p0, %rd5;
                isspacep.global %p1, %rd5;
                isspacep.global %p2, %rd0;
                selp.u32 %r4, 1, 0, %p0;
                @%p1 add.u32 %r4, %r4, 2;
                @%p2 add.u32 %r4, %r4, 4;
                st.global.u32 [%rd0+40], %r4;
                cvta.to.shared.u64 %rd7, %rd5;
                ld.shared.u32 %r5, [%rd7+8];
                st.global.u32 [%rd0+44], %r5;
                mov.b64 %rd1, pair;
                ld.param.u32 %r0, [%rd1+12];
                ld.param.v2.u32 {%r1, %r2}, [pair+16];
                st.global.u32 [%rd0+48], %r0;
                st.global.v2.u32 [%rd0+56], {%r1, %r2};
                ret;
            }
            """);
        var address = runner.Allocate<ulong>(new ulong[8]);
        var parameters = new byte[32];
        BitConverter.TryWriteBytes(parameters, address);
        BitConverter.TryWriteBytes(parameters.AsSpan(20), 11);
        BitConverter.TryWriteBytes(parameters.AsSpan(24), 12);
        BitConverter.TryWriteBytes(parameters.AsSpan(28), 13);
        runner.Launch(new Dim3(1), new Dim3(1), parameters, dynamicShared: 16);
        var floats = runner.Read<float>(address, 3);
        var words = runner.Read<uint>(address, 16);
        Assert.Equal([2f, 3f, 0f], floats);
        Assert.Equal(0x30u, words[3]);
        Assert.Equal(0.5, runner.Read<double>(address, 3)[2]);

        // First at 0, second at 8 with 100 bytes, the dynamic array at the next multiple of 16.
        Assert.Equal([7u, 5u, 112u, 0u, 5u, 7u, 11u, 0u, 12u, 13u], words[6..]);
    }

    [Fact]
    public void Atomics_ReturnTheOldValue()
    {
        CheckAtomic<uint>("atom.global.add.u32 d, [a], b;", uint.MaxValue, 2, 1);
        CheckAtomic<uint>("atom.add.s32 d, [a], b;", 5, unchecked((uint)-7), unchecked((uint)-2));
        CheckAtomic<uint>("atom.global.gpu.exch.b32 d, [a], b;", 5, 7, 7);
        CheckAtomic<uint>("atom.relaxed.gpu.global.cas.b32 d, [a], 5, b;", 5, 7, 7);
        CheckAtomic<uint>("atom.acquire.sys.global.cas.b32 d, [a], 6, b;", 5, 7, 5);
        CheckAtomic<uint>("atom.release.cta.global.min.s32 d, [a], b;", 5, uint.MaxValue, uint.MaxValue);
        CheckAtomic<uint>("atom.acq_rel.gpu.global.min.u32 d, [a], b;", 5, uint.MaxValue, 5);
        CheckAtomic<uint>("atom.global.max.s32 d, [a], b;", 5, uint.MaxValue, 5);
        CheckAtomic<uint>("atom.global.max.u32 d, [a], b;", 5, uint.MaxValue, uint.MaxValue);
        CheckAtomic<uint>("atom.global.and.b32 d, [a], b;", 12, 10, 8);
        CheckAtomic<uint>("atom.global.or.b32 d, [a], b;", 12, 10, 14);
        CheckAtomic<uint>("atom.global.xor.b32 d, [a], b;", 12, 10, 6);
        CheckAtomic<uint>("atom.global.inc.u32 d, [a], b;", 12, 12, 0);
        CheckAtomic<uint>("atom.global.inc.u32 d, [a], b;", 11, 12, 12);
        CheckAtomic<uint>("atom.global.dec.u32 d, [a], b;", 0, 12, 12);
        CheckAtomic<uint>("atom.global.dec.u32 d, [a], b;", 13, 12, 12);
        CheckAtomic<uint>("atom.global.dec.u32 d, [a], b;", 12, 12, 11);
        CheckAtomic<float>("atom.global.add.f32 d, [a], b;", 1.5f, 2.25f, 3.75f);
        CheckAtomic<double>("atom.global.add.f64 d, [a], b;", 1.5, 2.25, 3.75);
        CheckAtomic<ulong>("atom.global.add.u64 d, [a], b;", ulong.MaxValue, 2ul, 1ul);
        CheckAtomic<ulong>("atom.global.min.s64 d, [a], b;", 5ul, ulong.MaxValue, ulong.MaxValue);
        CheckAtomic<ulong>("atom.global.max.u64 d, [a], b;", 5ul, ulong.MaxValue, ulong.MaxValue);
        CheckAtomic<ulong>("atom.global.exch.b64 d, [a], b;", 5ul, 1ul << 40, 1ul << 40);
        CheckAtomic<ulong>("mov.b64 d, 5; red.relaxed.gpu.global.add.u64 [a], b;", 5ul, 1ul << 40, (1ul << 40) + 5);
    }

    [Fact]
    public void Atomics_OfAWarpAddUp()
    {
        using var runner = new PtxRunner("""
            .visible .entry k(.param .u64 out)
            {
                .shared .align 4 .u32 sum;
                .reg .u32 %t, %old, %r;
                .reg .u64 %p;
                .reg .pred %first;
                mov.u32 %t, %tid.x;
                setp.eq.u32 %first, %t, 0;
                @%first st.shared.u32 [sum], 0;
                bar.sync 0;
                atom.shared.add.u32 %old, [sum], %t;
                bar.sync 0;
                ld.shared.u32 %r, [sum];
                ld.param.u64 %p, [out];
                mad.wide.u32 %p, %t, 4, %p;
                st.global.u32 [%p], %r;
            }
            """);
        var address = runner.Allocate<uint>(new uint[96]);
        runner.Launch(new Dim3(1), new Dim3(96), address);
        Assert.All(runner.Read<uint>(address, 96), sum => Assert.Equal(96u * 95 / 2, sum));
    }

    [Fact]
    public void ParameterAtAComputedOffset_StaysWithinTheParameters()
    {
        using var runner = new PtxRunner("""
            .visible .entry k(.param .u64 first, .param .u64 second)
            {
                .reg .u32 %t;
                .reg .u64 %p, %v;
                mov.u32 %t, %tid.x;
                mov.b64 %p, first;
                mad.wide.u32 %p, %t, 8, %p;
                ld.param.u64 %v, [%p];
            }
            """);
        runner.Launch(new Dim3(1), new Dim3(2), 1, 2);
        var fault = Assert.Throws<EmulationException>(() => runner.Launch(new Dim3(1), new Dim3(3), 1, 2));
        Assert.Equal((EmulationFault.OutOfBounds, 11, 2u), (fault.Fault, fault.Line, fault.Thread.X));
    }

    private static ulong[] RunOnThreads(string body, Func<int, ulong> initial)
    {
        using var runner = new PtxRunner(".visible .entry k(.param .u64 out)\n{\n" + Addressing + body + "\nret;\n}");
        var address = runner.Allocate<ulong>([.. Enumerable.Range(0, 32).Select(initial)]);
        runner.Launch(new Dim3(1), new Dim3(32), address);
        return runner.Read<ulong>(address, 32);
    }

    private static void CheckAtomic<T>(string instruction, T memory, T operand, T expected)
        where T : unmanaged
    {
        var register = typeof(T) == typeof(uint) ? "b32" : typeof(T) == typeof(float) ? "f32" : typeof(T) == typeof(double) ? "f64" : "b64";
        using var runner = new PtxRunner($$"""
            .visible .entry k(.param .u64 at)
            {
                .reg .u64 a;
                .reg .{{register}} b, d;
                ld.param.u64 a, [at];
                ld.global.{{register}} b, [a+8];
                {{instruction}}
                st.global.{{register}} [a+16], d;
            }
            """);
        var address = runner.Allocate<ulong>([Opcode.Bits(memory), Opcode.Bits(operand), 0]);
        runner.Launch(new Dim3(1), new Dim3(1), address);
        Assert.Equal([Opcode.Bits(expected), Opcode.Bits(operand), Opcode.Bits(memory)], runner.Read<ulong>(address, 3));
    }
}
