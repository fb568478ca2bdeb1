using System.CommandLine;
using FourA2A.Cuda.Driver;

namespace FourA2A.Bench.Kernels;

/// <summary>
/// <c>scan</c>: the one-pole scans on the machine's NVIDIA card, in the share of the bandwidth that a plain copy reaches in the same run.
/// </summary>
internal static class ScanVerb
{
    private const int Length = 529_200;

    // The usual batch, and as much as an evaluation of hours of audio.
    private const int Batch = 16;
    private const int ManyBatches = 256;

    private const int WarmUps = 5;
    private const int Rounds = 50;

    public static Command Create()
    {
        var command = new Command("scan", $"Times the scans on the NVIDIA card against its copy bandwidth, {Batch} and {Batch * ManyBatches} chunks of 12 s.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        if (!CudaDriver.TryLoad(out var driver, out var reason) || driver.Devices.Count == 0)
        {
            Console.Error.WriteLine($"Nothing is measured: {reason ?? "the NVIDIA driver has no card"}.");
            return 2;
        }

        using var context = new CudaContext(driver, 0);
        var results = new BenchResults("scan", "One-pole scans against the copy bandwidth", "scan");
        results.Add("card", context.Device.Name);
        results.Add("compute capability", context.Device.ComputeCapability.ToString());
        results.Add("newest CUDA of the driver", driver.CudaVersion.ToString());
        foreach (var wanted in new[] { 1, ManyBatches })
        {
            var batches = int.Min(wanted, ScanWork.BatchesThatFit(context, Batch, Length));
            if (batches == 0)
            {
                Console.Error.WriteLine($"Found {context.GetMemoryInfo().FreeBytes >> 20} MiB of free memory on the card, expected room for {Batch} chunks; nothing is written.");
                return 2;
            }

            using var work = new ScanWork(context, Batch, Length, batches);
            if (work.Disagreement() is { } disagreement)
            {
                Console.Error.WriteLine($"{disagreement}; nothing is written.");
                return 1;
            }

            results.AddTable(
                $"{Batch * batches} chunks of {Length} samples{(batches < wanted ? ", all that fit" : "")}",
                ["work", "bytes a sample", "median ms", "spread %", "GB/s", "% of the copy", "Gsample/s"],
                Rows(context, work, (double)Batch * batches * Length));
        }

        results.Write(Machine.FolderName(context.Device.Name));
        return 0;
    }

    private static IEnumerable<object[]> Rows(CudaContext context, ScanWork work, double samples)
    {
        using var stream = new CudaStream(context);
        var timings = work.Timings();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            foreach (var timing in timings)
            {
                if (round < 0)
                {
                    timing.WarmUp(stream);
                }
                else
                {
                    timing.Take(context, stream);
                }
            }
        }

        var copy = timings[0];
        return [.. timings.Select(timing => new object[]
        {
            timing.Name,
            timing.Bytes / samples,
            timing.Median * 1e3,
            timing.Spread * 100,
            timing.BytesPerSecond * 1e-9,
            timing.BytesPerSecond / copy.BytesPerSecond * 100,
            samples / timing.Median * 1e-9,
        })];
    }
}
