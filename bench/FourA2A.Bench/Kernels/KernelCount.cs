using PtxEmulator;
using PtxEmulator.Execution;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// What one launch of a kernel moved and computed on the emulated card.
/// </summary>
/// <param name="Image">The PTX image.</param>
/// <param name="Kernel">Its kernel.</param>
/// <param name="Samples">Samples of the launch.</param>
/// <param name="MinimumBytes">Bytes a sample that no kernel of this purpose can do without: each input read once, the result written once.</param>
/// <param name="Statistics">The emulator's counts.</param>
internal sealed record KernelCount(string Image, string Kernel, long Samples, int MinimumBytes, LaunchStatistics Statistics)
{
    /// <summary>Bytes of device memory read and written, a sample.</summary>
    public double Bytes => PerSample(Statistics.Memory.GlobalBytesLoaded + Statistics.Memory.GlobalBytesStored);

    /// <summary>Sectors of 32 bytes touched, in units of those that hold the bytes of each access.</summary>
    public double SectorRatio => (double)(Statistics.Memory.GlobalLoadSectors + Statistics.Memory.GlobalStoreSectors)
        / (Statistics.Memory.GlobalLoadSectorsMinimum + Statistics.Memory.GlobalStoreSectorsMinimum);

    /// <summary>Operations of a class that threads executed, a sample.</summary>
    public double Operations(InstructionClass kind) => PerSample(Statistics.Execution.LaneInstructionsOf(kind));

    public double PerSample(long count) => (double)count / Samples;
}
