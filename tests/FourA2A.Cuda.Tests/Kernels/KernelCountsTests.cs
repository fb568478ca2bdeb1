using FourA2A.Bench.Kernels;
using FourA2A.Cuda.Kernels;
using PtxEmulator.Execution;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// What the kernels move and compute, counted on the emulated card: each input is read once, the result written once, in whole sectors.
/// </summary>
public sealed class KernelCountsTests
{
    // Whole tiles and whole blocks.
    private const int Chunks = 16;
    private const int Length = 11 * 4096;

    // The words that tiles of a chunk tell each other through are at most 1 % of a tile.
    private const double Overhead = 0.01;

    private static readonly Lazy<IReadOnlyList<KernelCount>> Counts = new(() => KernelCounts.Run(Chunks, Length));

    private static readonly Lazy<IReadOnlyList<KernelCount>> EngineCounts = new(() => EngineKernelCounts.Run(Chunks, Length / 44100.0));

    private static readonly Lazy<IReadOnlyList<KernelCount>> BallisticsCounts = new(() => BallisticsKernelCounts.Run(Chunks, Length));

    [Fact]
    public void Kernels_MoveEachSampleOnce()
        => Assert.All(Counts.Value.Where(count => count.MinimumBytes > 0), count => Assert.InRange(count.Bytes / count.MinimumBytes, 1, 1 + Overhead));

    [Fact]
    public void Kernels_MoveWholeSectors()
        => Assert.All(Counts.Value, count => Assert.InRange(count.SectorRatio, 1, 1 + Overhead));

    [Fact]
    public void Kernels_MeetNoBankConflicts()
        => Assert.All(Counts.Value, count => Assert.Equal(0, count.Statistics.Memory.SharedBankConflicts));

    [Fact]
    public void ElementwiseKernels_MoveNothingElse()
        => Assert.All(
            Counts.Value.Where(count => count.Image is not ("OnePole" or "PreEmphasis") && count.MinimumBytes > 0),
            count =>
            {
                // Two sums of 8 bytes a block at most, and the chunk's length for each thread.
                Assert.InRange(count.Bytes - count.MinimumBytes, 0, count.Image == "Level" ? 0 : ((2 * 8) + (256 * 4)) / 4096.0);
                Assert.Equal(0, count.Statistics.Memory.GlobalAtomics);
            });

    [Fact]
    public void Scans_TakeTwoAtomicsATile()
        => Assert.All(
            Counts.Value.Where(count => count.Image is "OnePole" or "PreEmphasis"),
            count => Assert.Equal(2 * Chunks * Length / 4096, count.Statistics.Memory.GlobalAtomics));

    // Most cards are 32 or 64 times slower in double: at this limit that costs two operations a sample.
    [Fact]
    public void Kernels_HardlyComputeInDouble()
        => Assert.All(Counts.Value, count => Assert.InRange(count.Operations(InstructionClass.DoublePrecision), 0, 2.0 / 64));

    // Starts and steps of segments: 24 to 32 bytes per 64 samples. Second-order jets: 32 floats written by one kernel and read by the next.
    [Fact]
    public void EngineKernels_MoveLittleBesideTheAudio()
        => Assert.All(
            EngineCounts.Value.Where(count => count.MinimumBytes > 0),
            count => Assert.InRange(count.Bytes - count.MinimumBytes, 0, count.Kernel.EndsWith("Hessian", StringComparison.Ordinal) ? 3.2 : 1.8));

    [Fact]
    public void EngineKernels_MoveWholeSectors()
        => Assert.All(EngineCounts.Value.Where(count => count.MinimumBytes == 4 || count.Kernel.StartsWith("accumulate", StringComparison.Ordinal)), count => Assert.InRange(count.SectorRatio, 1, 1.01));

    // In a sweep, starts and steps of segments: 64 bytes per 64 samples. In the last pass starts, 8. Half a span is padding here. In the derivatives the
    // scan's words for its tiles, and a neighbour for every 128 samples.
    [Theory]
    [InlineData("ballisticsSweep", 1.1)]
    [InlineData("ballisticsForward", 0.14)]
    [InlineData("ballisticsJvp", 0.1)]
    [InlineData("ballisticsVjp", 0.1)]
    [InlineData("ballisticsJvpOfVjp", 0.15)]
    [InlineData("ballisticsJvpOfJvp", 0.15)]
    public void BallisticsKernels_MoveLittleBesideTheSamples(string kernel, double most)
    {
        var count = BallisticsCounts.Value.Single(count => count.Kernel == kernel);
        Assert.InRange(count.Bytes - count.MinimumBytes, 0, most);
        // A sector beyond whole ones for each neighbour and for each step of 24 bytes.
        Assert.InRange(count.SectorRatio, 1, kernel == "ballisticsSweep" ? 1.5 : 1.02);
        Assert.Equal(0, count.Statistics.Memory.SharedBankConflicts);
    }

    [Fact]
    public void BallisticsDerivatives_HardlyComputeInDouble()
        => Assert.All(
            BallisticsCounts.Value.Where(count => count.Kernel is not ("ballisticsSweep" or "ballisticsForward")),
            count => Assert.InRange(count.Operations(InstructionClass.DoublePrecision), 0, 2.0 / 64));

    [Fact]
    public void Counts_CoverEveryKernelOfEveryImage()
        => Assert.Equal(
            KernelImages.Names.SelectMany(name => PtxEmulator.Model.PtxModule.Parse(KernelImages.Read(name)).Entries.Keys).Order(StringComparer.Ordinal),
            Counts.Value.Concat(EngineCounts.Value).Concat(BallisticsCounts.Value).Select(count => count.Kernel).Order(StringComparer.Ordinal));
}
