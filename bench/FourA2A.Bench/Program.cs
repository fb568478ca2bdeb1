using System.CommandLine;
using FourA2A.Bench.Kernels;

namespace FourA2A.Bench;

/// <summary>Measurements that are too long for the tests; one verb each, results in <c>bench/results</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var root = new RootCommand("Measures FourA2A and writes what it finds to bench/results/<machine>.")
        {
            EngineVerb.Create(),
            LongFitVerb.Create(),
            WavFuzzVerb.Create(),
            RecoveryVerb.Create(),
            KernelsVerb.Create(),
            ScanVerb.Create(),
            CudaVerb.Create(),
            SweepsVerb.Create(),
            SweepBenchVerb.Create(),
            SweepKillsVerb.Create(),
            PeerBatchVerb.Create(),
        };
        return root.Parse(arguments).Invoke();
    }
}
