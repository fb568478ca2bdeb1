using System.CommandLine;
using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Files;

namespace FourA2A.Cli.Verbs;

/// <summary>
/// <c>devices</c>: which graphics cards there are, and whether the shipped kernels load on them.
/// </summary>
internal sealed class DevicesVerb : Verb
{
    private const double BytesPerGibibyte = 1L << 30;

    private readonly DriverLoader loadDriver;
    private readonly PathOption json = PathOption.Json();

    public DevicesVerb(DriverLoader loadDriver, Terminal terminal, CancellationToken cancellationToken)
        : base("devices", "Lists the NVIDIA cards of this machine and whether the kernels load on them. None is needed.", terminal, cancellationToken)
    {
        this.loadDriver = loadDriver;
        Add(json);
    }

    public override string Examples =>
        """
          foura2a devices
          foura2a devices --json devices.json
        """;

    protected override int Run(ParseResult arguments)
    {
        var jsonPath = NewFile(arguments, json);
        var record = Terminal.WithProgress("Looking for cards", _ => Inspect());
        if (jsonPath is not null)
        {
            JsonFile.WriteNew(jsonPath, record, CliJsonContext.Default.DevicesRecord);
        }

        Print(record);
        return ExitCodes.Done;
    }

    private DevicesRecord Inspect()
    {
        var (driver, problem) = loadDriver();
        return driver is null
            ? new DevicesRecord(1, null, problem, [])
            : new DevicesRecord(1, $"{driver.CudaVersion}", null, [.. driver.Devices.Select(device => Inspect(driver, device))]);
    }

    private DeviceRecord Inspect(CudaDriver driver, CudaDeviceInfo device)
    {
        CancellationToken.ThrowIfCancellationRequested();
        var record = new DeviceRecord(
            device.Ordinal, device.Name, device.TotalMemoryBytes, null, $"{device.ComputeCapability}", device.Multiprocessors, null);
        try
        {
            using var context = new CudaContext(driver, device.Ordinal);
            record = record with { FreeMemoryBytes = context.GetMemoryInfo().FreeBytes };
            foreach (var image in KernelImages.Names)
            {
                using var module = context.LoadModule(KernelImages.Read(image));
            }

            return record;
        }
        catch (CudaException exception)
        {
            return record with { Problem = exception.Message.Split('\n')[0].TrimEnd() };
        }
    }

    private void Print(DevicesRecord record)
    {
        if (record.CudaVersion is null)
        {
            Terminal.Line($"No card can be used: {record.Problem}. The processor is used instead; nothing needs to be done for it.");
            return;
        }

        if (record.Devices.IsEmpty)
        {
            Terminal.Line($"No card found, by the NVIDIA driver for CUDA {record.CudaVersion}. The processor is used instead; nothing needs to be done for it.");
            return;
        }

        Terminal.Line($"NVIDIA driver for CUDA {record.CudaVersion}, {Format.Count(record.Devices.Length, "card")}.");
        Terminal.Table(
            2..6,
            ["card", "name", "memory", "free", "compute capability", "multiprocessors", "kernels load"],
            [.. record.Devices.Select(Row)]);
        foreach (var device in record.Devices.Where(device => device.Problem is not null))
        {
            Terminal.Line($"Card {device.Ordinal}: {device.Problem}");
        }
    }

    private static string[] Row(DeviceRecord device) =>
    [
        $"{device.Ordinal}",
        device.Name,
        Gibibytes(device.TotalMemoryBytes),
        device.FreeMemoryBytes is { } free ? Gibibytes(free) : "unknown",
        device.ComputeCapability,
        $"{device.Multiprocessors}",
        device.Problem is null ? "yes" : "no",
    ];

    private static string Gibibytes(long bytes) => $"{bytes / BytesPerGibibyte:0.0} GiB";
}
