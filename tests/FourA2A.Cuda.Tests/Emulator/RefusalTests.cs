using PtxEmulator;
using PtxEmulator.Model;

namespace FourA2A.Cuda.Tests.Emulator;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("frobnicate.u32 %r1, %r0;", "frobnicate")]
    [InlineData("call foo;", "call")]
    [InlineData("brkpt;", "brkpt")]
    [InlineData("tex.2d.v4.f32.f32 {%f0, %f1, %f0, %f1}, [%rd0];", "tex")]
    [InlineData("add.u8 %r1, %r0, %r0;", "'.u8'")]
    [InlineData("add.ftz.f32 %f1, %f0, %f0;", "'.ftz'")]
    [InlineData("add.rz.f32 %f1, %f0, %f0;", "'.rz'")]
    [InlineData("add.sat.f32 %f1, %f0, %f0;", "'.sat'")]
    [InlineData("fma.f32 %f1, %f0, %f0, %f0;", "needs one of .rn")]
    [InlineData("div.full.f32 %f1, %f0, %f0;", "needs one of .rn")]
    [InlineData("sqrt.approx.f32 %f1, %f0;", "needs one of .rn")]
    [InlineData("ex2.approx.f32 %f1, %f0;", "ex2.approx.f32")]
    [InlineData("lg2.approx.f32 %f1, %f0;", "lg2.approx.f32")]
    [InlineData("sin.approx.f32 %f1, %f0;", "sin.approx.f32")]
    [InlineData("add.u32 %r1, %r0;", "2 operands, too few")]
    [InlineData("add.u32 %r1, %r0, %r0, %r0;", "4 operands, expected 3")]
    [InlineData("add.u32 %r1, %f0, %r0;", "'%f0' of type .f32 where .u32")]
    [InlineData("add.f32 %f1, %r2, %f0;", "'%r2' of type .s32 where .f32")]
    [InlineData("add.u64 %rd1, %rd0, %r0;", "'%r0' of type .b32 where .u64")]
    [InlineData("add.u32 %r1, %r0, 4294967296;", "does not fit")]
    [InlineData("add.u32 %r1, %r0, 0f3F800000;", "another kind")]
    [InlineData("add.f32 %f1, %f0, 1;", "another kind")]
    [InlineData("add.u32 %r1, %r0, 08;", "malformed number")]
    [InlineData("add.u32 %r1, %r0, %r9;", "'%r9', which is no register")]
    [InlineData("add.u32 %r1, %r0, nothing;", "'nothing', which is no register")]
    [InlineData("add.u32 7, %r0, %r0;", "no register as its destination")]
    [InlineData("mov.u32 %r1, %pm0;", "'%pm0', which is no register")]
    [InlineData("mov.b64 %rd1, {%r0, %r0, %r0};", "3 elements")]
    [InlineData("setp.lo.s32 %p1, %r0, %r0;", "compares .s32 by .lo")]
    [InlineData("setp.lt.b32 %p1, %r0, %r0;", "compares .b32 by .lt")]
    [InlineData("setp.equ.u32 %p1, %r0, %r0;", "compares .u32 by .equ")]
    [InlineData("setp.lt.and.u32 %p1, %r0, %r0;", "3 operands, too few")]
    [InlineData("selp.u32 %r1, %r0, %r0, %r0;", "where a predicate stands")]
    [InlineData("@%r0 mov.u32 %r1, 0;", "where a predicate stands")]
    [InlineData("cvt.f32.u32 %f1, %r0;", "needs a rounding")]
    [InlineData("cvt.rn.u32.u64 %r1, %rd0;", "does not round by .rn")]
    [InlineData("cvt.rn.f64.f32 %fd1, %f0;", "does not round by .rn")]
    [InlineData("cvt.rn.sat.f32.f64 %f1, %fd0;", "saturates a float")]
    [InlineData("cvt.rn.f16.f32 %r1, %f0;", "'.f16'")]
    [InlineData("cvt.u64.u32 %r1, %r0;", "'%r1' of type .b32 where .u64 or a wider")]
    [InlineData("ld.global.u32 %r1, %rd0;", "no address in brackets")]
    [InlineData("ld.global.u32 %r1, [%r0];", "as an address")]
    [InlineData("ld.global.f64 %f1, [%rd0];", "'%f1' of type .f32")]
    [InlineData("ld.global.f32 %fd1, [%rd0];", "'%fd1' of type .f64")]
    [InlineData("ld.global.v2.u32 %r1, [%rd0];", "1 elements, expected 2")]
    [InlineData("ld.global.v4.u64 {%rd1, %rd1, %rd1, %rd1}, [%rd0];", "more than 16 bytes")]
    [InlineData("ld.global.u32 %r1, [line];", "a variable in .shared")]
    [InlineData("ld.shared.u32 %r1, [variable];", "a variable in .global")]
    [InlineData("ld.acquire.global.u32 %r1, [%rd0];", "needs one of .cta .gpu .sys")]
    [InlineData("ld.relaxed.gpu.global.nc.u32 %r1, [%rd0];", "do not go together")]
    [InlineData("ld.local.u32 %r1, [%rd0];", "'.local'")]
    [InlineData("ld.param.u64 %rd1, [out+4];", "8 bytes at 4 of parameter 'out'")]
    [InlineData("st.acquire.gpu.global.u32 [%rd0], %r0;", "'.acquire'")]
    [InlineData("st.const.u32 [%rd0], %r0;", "'.const'")]
    [InlineData("red.global.exch.b32 [%rd0], %r0;", "returns nothing")]
    [InlineData("red.acquire.gpu.global.add.u32 [%rd0], %r0;", "acquires nothing")]
    [InlineData("atom.global.add.s64 %rd1, [%rd0], %rd0;", "'.s64'")]
    [InlineData("cvta.to.local.u64 %rd1, %rd0;", "needs one of .global .shared .const")]
    [InlineData("cvta.global.u64 %rd1, line;", "no .global variable")]
    [InlineData("isspacep.const %p1, %rd0;", "needs one of .global .shared")]
    [InlineData(".shared .u32 own; .shared .u32 own;", "declared twice")]
    [InlineData("bra NOWHERE;", "no label 'NOWHERE'")]
    [InlineData("shfl.up.b32 %r1, %r0, 1, 0;", "needs one of .sync")]
    [InlineData("shfl.sync.up.b32 %r1, %f0, 1, 0;", "4 operands, too few")]
    [InlineData("bar.arrive 0, 64;", "needs one of .sync")]
    [InlineData("redux.sync.add.s32 %r1, %r0, -1;", "redux.sync.add.s32")]
    [InlineData("add.u32 %r1, %undefined, %r0;", "'%undefined', which nothing has written")]
    [InlineData("@%p1 bra HERE; HERE:", "'%p1', which nothing has written")]
    [InlineData("add.u32 %r1, %r0, ?;", "unexpected character '?'")]
    [InlineData("add.u32 %r1, %r0 %r0;", "expected ';'")]
    [InlineData(".local .b32 there;", "'.local'")]
    [InlineData(".reg .f16 %h;", "expected a scalar type")]
    [InlineData(".reg .b32 %r2;", "declared twice")]
    [InlineData("LABEL: LABEL:", "stands twice")]
    [InlineData("/* never closed", "not closed")]
    public void Instruction_IsRefusedWithItsLine(string instruction, string reason)
    {
        var refusal = Assert.Throws<PtxException>(() => PtxModule.Parse(PtxRunner.Module($$"""
            .global .u32 variable;
            .shared .u32 line;
            .visible .entry k(.param .u64 out)
            {
                .reg .b32 %r<2>, %undefined;
                .reg .s32 %r2;
                .reg .b64 %rd<2>;
                .reg .f32 %f<2>;
                .reg .f64 %fd<2>;
                .reg .pred %p<2>;
                mov.u32 %r0, 1; mov.u32 %r2, 1;
                mov.f32 %f0, 0f3F800000; mov.f64 %fd0, 0d3FF0000000000000;
                mov.u64 %rd0, 1; mov.pred %p0, 1;
                {{instruction}}
                ret;
            }
            """)));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(17, refusal.Line);
    }

    [Theory]
    [InlineData(".func f() { ret; }", "'.func'")]
    [InlineData(".extern .global .u32 x;", "'.global'")]
    [InlineData(".global .texref t;", "a scalar type")]
    [InlineData(".global .u32 x[2] = {1, 2, 3};", "no more values")]
    [InlineData(".global .u8 x = 256;", "does not fit")]
    [InlineData(".shared .u32 x = 1;", "initialiser")]
    [InlineData(".global .u32 x; .const .u32 x;", "declared twice")]
    [InlineData(".global .align 3 .u32 x;", "alignment 3")]
    [InlineData(".visible .entry k() .maxclusterrank 2 { }", "'.maxclusterrank'")]
    [InlineData(".visible .entry k() {", "expected")]
    public void Declaration_IsRefusedWithItsLine(string declaration, string reason)
    {
        var refusal = Assert.Throws<PtxException>(() => PtxModule.Parse(PtxRunner.Module("\n" + declaration)));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(5, refusal.Line);
    }

    [Fact]
    public void Header_IsNeeded()
    {
        Assert.Equal(1, Assert.Throws<PtxException>(() => PtxModule.Parse("")).Line);
        Assert.Equal(2, Assert.Throws<PtxException>(() => PtxModule.Parse(".version 6.3\n.entry k() { }")).Line);
        Assert.Throws<PtxException>(() => PtxModule.Parse(".version 6.3\n.target sm_75\n.address_size 32\n"));
    }

    [Fact]
    public void Entries_SayWhatTheyAre()
    {
        var module = PtxModule.Parse(PtxRunner.Module("""
            .const .align 16 .b8 table[20] = {1, 2};
            .visible .entry k(.param .u32 n, .param .u64 p, .param .align 16 .b8 s[20], .param .u16 h)
            .maxntid 64, 2, 1
            .minnctapersm 2
            { .shared .align 8 .b8 s1[12]; .reg .b32 r; mov.u32 r, s1; }
            .entry fixed().reqntid 32 { }
            """));
        Assert.Equal(("6.3", "sm_75"), (module.Version, module.Target));
        var k = module.Entries["k"];
        Assert.Equal([("n", 0, 4, 4), ("p", 8, 8, 8), ("s", 16, 20, 16), ("h", 36, 2, 2)], k.Parameters.Select(p => (p.Name, p.Offset, p.Size, p.Alignment)));
        Assert.Equal((38, 12, 128, null), (k.ParameterBytes, k.SharedBytes, k.MaxThreads, k.RequiredBlock));
        Assert.Equal(new Dim3(32), module.Entries["fixed"].RequiredBlock);
        var table = Assert.Single(module.Variables);
        Assert.Equal(("table", true, 20, 16), (table.Name, table.IsConstant, table.Size, table.Alignment));
        Assert.Equal(new byte[] { 1, 2 }.Concat(new byte[18]), table.InitialBytes.ToArray());
    }
}
