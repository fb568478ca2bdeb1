using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;

namespace FourA2A.Cuda.Tests.Driver;

public sealed class PtxSignaturesTests
{
    [Fact]
    public void Read_FindsKernelsAndParameters()
    {
        var kernels = PtxSignatures.Read(
            """
            .version 6.3
            // .entry commented(.param .u64 a)
            /* .entry commented2(
               .param .u64 a) */
            .func helper(.param .b32 x) { ret; }
            .visible .entry first(
                .param .u64 first_param_0,            // an array
                .param .u64 .ptr .global .align 4 $p1,
                .param .u64 .ptr .align 8 p2,
                .param .align 8 .b8 shape[24],
                .param .f32 gain, .param .f64 wide,
                .param .s32 n
            )
            .maxntid 256, 1, 1
            { ret; }
            .entry second() { ret; }
            .weak .entry third
            { ret; }
            """);
        Assert.Equal(["first", "second", "third"], kernels.Keys);
        Assert.Equal(
            [
                new KernelParameter("first_param_0", "u64", 8),
                new KernelParameter("$p1", "u64", 8),
                new KernelParameter("p2", "u64", 8),
                new KernelParameter("shape", "b8", 24),
                new KernelParameter("gain", "f32", 4),
                new KernelParameter("wide", "f64", 8),
                new KernelParameter("n", "s32", 4),
            ],
            kernels["first"]);
        Assert.Empty(kernels["second"]);
        Assert.Empty(kernels["third"]);
    }

    [Theory]
    [InlineData(".param .f16x2 p")]
    [InlineData(".param .u64")]
    [InlineData(".reg .u64 p")]
    public void UnknownDeclaration_IsRefused(string declaration)
    {
        var exception = Assert.Throws<NotSupportedException>(() => PtxSignatures.Read($".entry odd({declaration}) {{ ret; }}"));
        Assert.Contains("Kernel odd", exception.Message, StringComparison.Ordinal);
        Assert.Contains(declaration, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShippedKernels_AreUnderstood()
        => Assert.All(KernelImages.Names, image =>
        {
            var kernels = PtxSignatures.Read(KernelImages.Read(image));
            Assert.NotEmpty(kernels);
            Assert.All(kernels.Values, parameters => Assert.All(parameters, parameter => Assert.True(parameter.Size is 4 or 8)));
        });
}
