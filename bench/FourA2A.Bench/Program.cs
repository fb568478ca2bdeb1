using System.CommandLine;
using System.CommandLine.Invocation;
using FourA2A.Bench.Approximate;
using FourA2A.Bench.Comparing;
using FourA2A.Bench.Fits;
using FourA2A.Bench.Hessians;
using FourA2A.Bench.Kernels;
using FourA2A.Bench.Readme;
using FourA2A.Bench.Scaling;
using FourA2A.Bench.Stages;
using FourA2A.Bench.Tasks;
using FourA2A.Cuda.Driver;
using FourA2A.Objective;

namespace FourA2A.Bench;

/// <summary>Measurements that are too long for the tests; one verb each, results in <c>bench/results</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var root = new RootCommand("Measures FourA2A and writes what it finds to bench/results/<machine>.")
        {
            HessianVerb.Create(),
            BallisticsVerb.Create(),
            FitBenchVerb.Create(),
            ApproximateVerb.Create(),
            TasksVerb.Create(),
            ScaleVerb.Create(),
            ReadmeVerb.Create(),
            WavFuzzVerb.Create(),
            RecoveryVerb.Create(),
            KernelsVerb.Create(),
            ScanVerb.Create(),
            KernelTimesVerb.Create(),
            ShootingVerb.Create(),
            SweepBenchVerb.Create(),
            SweepKillsVerb.Create(),
            PeerBatchVerb.Create(),
            CompareVerb.Create(),
            CompareProofVerb.Create(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Action is ParseErrorAction && parsed.Errors is [var error, ..])
        {
            Console.Error.WriteLine(string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
            return 2;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (InputException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
        catch (Exception exception) when (exception is EngineException or CudaException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
