using System.Collections.Immutable;

namespace FourA2A.Cli.Output;

/// <summary>
/// What <c>devices --json</c> writes.
/// </summary>
/// <param name="Version">Version of the format.</param>
/// <param name="CudaVersion">The newest CUDA that the driver supports, for example 12.4; null without a driver.</param>
/// <param name="Problem">Why there is no driver; null if there is one.</param>
/// <param name="Devices">The cards.</param>
internal sealed record DevicesRecord(int Version, string? CudaVersion, string? Problem, ImmutableArray<DeviceRecord> Devices);
