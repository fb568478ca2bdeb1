namespace FourA2A.Cuda.Tests.Kernels;

public sealed class PtxRulesTests
{
    private const string Header = ".version 6.3\n.target sm_75\n.address_size 64\n";

    [Theory]
    [InlineData("ld.local.u32 %r1, [%rd1];")]
    [InlineData(".local .align 4 .b8 __local_depot0[16];")]
    [InlineData("add.rn.ftz.f32 %f1, %f2, %f3;")]
    [InlineData("ex2.approx.f32 %f1, %f2;")]
    [InlineData("div.full.f32 %f1, %f2, %f3;")]
    [InlineData("add.f32 %f1, %f2, %f3;")]
    [InlineData("@%p1 mul.f64 %fd1, %fd2, %fd3;")]
    [InlineData("call.uni (retval0), helper, (param0);")]
    [InlineData(".func (.param .b32 retval) helper()")]
    public void Breach_IsFoundOnItsLine(string line)
        => Assert.StartsWith("line 4: ", Assert.Single(PtxRules.Findings(Header + line)), StringComparison.Ordinal);

    [Theory]
    [InlineData("add.rn.f32 %f1, %f2, %f3;")]
    [InlineData("fma.rn.f64 %fd1, %fd2, %fd3, %fd4;")]
    [InlineData("atom.global.add.f64 %fd1, [%rd1], %fd2;")]
    [InlineData("add.s32 %r1, %r2, %r3; // .local")]
    [InlineData("max.f32 %f1, %f2, %f3;")]
    public void PlainInstructions_AreAccepted(string line) => Assert.Empty(PtxRules.Findings(Header + line));

    [Fact]
    public void AnotherTarget_IsFound()
        => Assert.Equal(["'.target sm_75' is missing"], PtxRules.Findings(Header.Replace("sm_75", "sm_80", StringComparison.Ordinal)));
}
