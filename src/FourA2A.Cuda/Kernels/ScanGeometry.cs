using System.Runtime.InteropServices;

namespace FourA2A.Cuda.Kernels;

/// <summary>
/// What <c>scanGeometry</c> in <c>kernels/Scan.cuh</c> says, field by field; the numbers stand there alone.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ScanGeometry(
    uint ThreadsPerBlock, uint TileLength, uint StateWordsPerLaunch, uint StateWordsPerChunk, uint StateWordsPerTile)
{
    /// <summary>State words of a launch.</summary>
    public long StateWords(ChunkRows rows)
        => StateWordsPerLaunch + (rows.Chunks * (long)StateWordsPerChunk) + (rows.Blocks(TileLength) * (long)StateWordsPerTile);
}
