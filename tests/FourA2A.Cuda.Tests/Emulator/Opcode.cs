using System.Runtime.InteropServices;
using PtxEmulator;

namespace FourA2A.Cuda.Tests.Emulator;

/// <summary>
/// Wraps one instruction into a kernel, runs it on every combination of edge values of its operands' types, and compares bit by bit
/// with a formula. In its text <c>d</c> is the result, <c>a</c>, <c>b</c> and <c>c</c> are the operands. A boolean is a predicate.
/// NaN in double precision may be any, in single precision too where <c>anyNaN</c> says so.
/// </summary>
internal static class Opcode
{
    public static void Check<TA, TD>(string instruction, Func<TA, TD> formula, bool anyNaN = false)
        where TA : unmanaged
        where TD : unmanaged
    {
        var cases = EdgeValues.Of<TA>().Select(a => new[] { Bits(a) }).ToList();
        Check<TD>(instruction, [typeof(TA)], cases, x => formula(From<TA>(x[0])), anyNaN);
    }

    public static void Check<TA, TB, TD>(string instruction, Func<TA, TB, TD> formula, bool anyNaN = false)
        where TA : unmanaged
        where TB : unmanaged
        where TD : unmanaged
    {
        var cases = EdgeValues.Of<TA>().SelectMany(a => EdgeValues.Of<TB>().Select(b => new[] { Bits(a), Bits(b) })).ToList();
        Check<TD>(instruction, [typeof(TA), typeof(TB)], cases, x => formula(From<TA>(x[0]), From<TB>(x[1])), anyNaN);
    }

    public static void Check<TA, TB, TC, TD>(string instruction, Func<TA, TB, TC, TD> formula, bool anyNaN = false)
        where TA : unmanaged
        where TB : unmanaged
        where TC : unmanaged
        where TD : unmanaged
    {
        var cases = EdgeValues.Of<TA>()
            .SelectMany(a => EdgeValues.Of<TB>().SelectMany(b => EdgeValues.Of<TC>().Select(c => new[] { Bits(a), Bits(b), Bits(c) })))
            .ToList();
        Check<TD>(
            instruction,
            [typeof(TA), typeof(TB), typeof(TC)],
            cases,
            x => formula(From<TA>(x[0]), From<TB>(x[1]), From<TC>(x[2])),
            anyNaN);
    }

    /// <summary>The same, on given combinations of operands.</summary>
    public static void Check<TD>(
        string instruction, Type[] types, IReadOnlyList<ulong[]> cases, Func<ulong[], TD> formula, bool anyNaN = false)
        where TD : unmanaged
    {
        var results = Run(instruction, types, typeof(TD), cases);
        for (var i = 0; i < cases.Count; i++)
        {
            var expected = formula(cases[i]);
            var agrees = expected switch
            {
                float f when float.IsNaN(f) => anyNaN
                    ? float.IsNaN(From<float>(results[i]))
                    : (uint)results[i] == 0x7fffffff,
                double f when double.IsNaN(f) => double.IsNaN(From<double>(results[i])),
                _ => Bits(expected) == results[i],
            };
            Assert.True(
                agrees,
                $"{instruction} of {string.Join(", ", cases[i].Select(x => $"0x{x:x}"))}: found 0x{results[i]:x}, expected 0x{Bits(expected):x}");
        }
    }

    public static ulong Bits<T>(T value)
        where T : unmanaged
    {
        var bits = 0ul;
        MemoryMarshal.Write(MemoryMarshal.AsBytes(new Span<ulong>(ref bits)), value);
        return bits;
    }

    public static T From<T>(ulong bits)
        where T : unmanaged => MemoryMarshal.Read<T>(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(ref bits)));

    private static ulong[] Run(string instruction, Type[] types, Type result, IReadOnlyList<ulong[]> cases)
    {
        var letters = new[] { "a", "b", "c" };
        var declarations = string.Concat(types.Select((type, i) => Declare(letters[i], type)));
        var loads = string.Concat(types.Select((type, i) =>
            $"add.u64 %at, %at, 8;\n" + (type == typeof(bool)
                ? $"ld.global.u32 %flag, [%at];\nsetp.ne.u32 {letters[i]}, %flag, 0;\n"
                : $"ld.global.{Name(type)} {letters[i]}, [%at];\n")));
        var store = result == typeof(bool)
            ? "selp.u32 %flag, 1, 0, d;\nst.global.u32 [%at], %flag;"
            : $"st.global.{Name(result)} [%at], d;";
        using var runner = new PtxRunner($$"""
            .visible .entry k(.param .u64 data, .param .u64 count)
            {
                .reg .u32 %index, %block, %thread, %flag;
                .reg .u64 %at, %to, %count, %wide;
                .reg .pred %out;
                {{declarations}}{{Declare("d", result)}}
                mov.u32 %block, %ctaid.x;
                mov.u32 %thread, %tid.x;
                mad.lo.u32 %index, %block, 128, %thread;
                cvt.u64.u32 %wide, %index;
                ld.param.u64 %count, [count];
                setp.ge.u64 %out, %wide, %count;
                @%out ret;
                ld.param.u64 %to, [data];
                mad.wide.u32 %to, %index, 32, %to;
                mov.u64 %at, %to;
                {{loads}}
                {{instruction}}
                mov.u64 %at, %to;
                {{store}}
                ret;
            }
            """);
        var data = new ulong[4 * cases.Count];
        for (var i = 0; i < cases.Count; i++)
        {
            cases[i].CopyTo(data, (4 * i) + 1);
        }

        var address = runner.Allocate<ulong>(data);
        runner.Launch(new Dim3((uint)(cases.Count + 127) / 128), new Dim3(128), address, (ulong)cases.Count);
        var after = runner.Read<ulong>(address, data.Length);
        return [.. Enumerable.Range(0, cases.Count).Select(i => after[4 * i])];
    }

    private static string Declare(string name, Type type) =>
        type == typeof(bool) ? $".reg .pred {name};" : $".reg .{RegisterName(type)} {name};";

    private static string RegisterName(Type type) => Name(type) switch { "u8" => "u16", "s8" => "s16", var name => name };

    private static string Name(Type type) => type.Name switch
    {
        nameof(Byte) => "u8",
        nameof(SByte) => "s8",
        nameof(UInt16) => "u16",
        nameof(Int16) => "s16",
        nameof(UInt32) => "u32",
        nameof(Int32) => "s32",
        nameof(UInt64) => "u64",
        nameof(Int64) => "s64",
        nameof(Single) => "f32",
        nameof(Double) => "f64",
        _ => throw new ArgumentException($"{type} is no PTX type.", nameof(type)),
    };
}
