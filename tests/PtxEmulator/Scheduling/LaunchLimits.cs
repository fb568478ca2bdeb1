using PtxEmulator.Model;

namespace PtxEmulator.Scheduling;

/// <summary>Limits of a launch: those of CUDA for every compute capability from 7.5 on, and the kernel's own.</summary>
internal static class LaunchLimits
{
    /// <summary>Shared memory of a block: static, then dynamic where its arrays are aligned.</summary>
    public static long SharedBytes(EntryPoint kernel, uint dynamicBytes)
    {
        long alignment = Math.Max(kernel.DynamicSharedAlignment, 1);
        return ((kernel.SharedBytes + alignment - 1) / alignment * alignment) + dynamicBytes;
    }

    /// <summary>Says which limit a launch breaks; null if none.</summary>
    public static string? Broken(EntryPoint kernel, Dim3 grid, Dim3 block, long sharedBytes, int parameterBytes) =>
        grid.X == 0 || grid.Y == 0 || grid.Z == 0 || block.X == 0 || block.Y == 0 || block.Z == 0 ? $"grid {grid} of blocks {block} is empty"
        : grid.X > int.MaxValue || grid.Y > 65535 || grid.Z > 65535 || grid.Count > Array.MaxLength ? $"grid {grid} is too large"
        : block.X > 1024 || block.Y > 1024 || block.Z > 64 || block.Count > EmulatedDevice.MaxThreadsPerBlock
            ? $"block {block} is larger than (1024,1024,64) or has more than {EmulatedDevice.MaxThreadsPerBlock} threads"
        : block.Count > (kernel.MaxThreads ?? int.MaxValue) ? $"block {block} has more than the {kernel.MaxThreads} threads the kernel was compiled for"
        : kernel.RequiredBlock is { } required && required != block ? $"block {block} is not {required}, which the kernel requires"
        : sharedBytes > EmulatedDevice.MaxSharedBytesPerBlock ? $"{sharedBytes} bytes of shared memory are more than {EmulatedDevice.MaxSharedBytesPerBlock}"
        : parameterBytes != kernel.ParameterBytes ? $"{parameterBytes} bytes of parameters were given, {kernel.ParameterBytes} are declared"
        : null;
}
