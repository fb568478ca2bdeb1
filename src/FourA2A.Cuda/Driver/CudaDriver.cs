using System.Diagnostics.CodeAnalysis;

namespace FourA2A.Cuda.Driver;

/// <summary>
/// The NVIDIA driver of this machine and its cards.
/// </summary>
public sealed unsafe class CudaDriver
{
    /// <summary>Starts a driver.</summary>
    /// <param name="table">Its functions.</param>
    /// <exception cref="CudaException">The driver does not start. That there is no card is no failure.</exception>
    internal CudaDriver(DriverTable table)
    {
        Table = table;
        var result = table.Init(0);
        var count = 0;
        if (result != CudaResult.NoDevice)
        {
            CudaException.ThrowIfFailed(table, result, "cuInit");
            CudaException.ThrowIfFailed(table, table.DeviceGetCount(&count), "cuDeviceGetCount");
        }

        int version;
        CudaException.ThrowIfFailed(table, table.DriverGetVersion(&version), "cuDriverGetVersion");
        CudaVersion = new Version(version / 1000, version % 1000 / 10);
        Devices = [.. Enumerable.Range(0, count).Select(ordinal => new CudaDeviceInfo(table, ordinal))];
    }

    /// <summary>The newest CUDA that the driver supports.</summary>
    public Version CudaVersion { get; }

    /// <summary>The cards; none is a possible answer.</summary>
    public IReadOnlyList<CudaDeviceInfo> Devices { get; }

    internal DriverTable Table { get; }

    /// <summary>
    /// Looks for the driver of this machine and starts it.
    /// </summary>
    /// <param name="driver">The driver, which may have no card.</param>
    /// <param name="reason">Why there is none: not installed, too old, or it does not start.</param>
    public static bool TryLoad([NotNullWhen(true)] out CudaDriver? driver, [NotNullWhen(false)] out string? reason)
    {
        driver = null;
        if (!DriverLibrary.TryLoad(DriverLibrary.Names, out var table, out reason))
        {
            return false;
        }

        try
        {
            driver = new CudaDriver(table);
            return true;
        }
        catch (CudaException exception)
        {
            reason = $"the NVIDIA driver does not start: {exception.Message}";
            return false;
        }
    }
}
