namespace PtxEmulator.Driver;

/// <summary>A launch that has been carried out.</summary>
public sealed record LaunchRecord(string Kernel, Dim3 Grid, Dim3 Block, uint DynamicSharedBytes, LaunchStatistics Statistics);
