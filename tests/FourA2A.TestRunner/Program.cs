using System.Reflection;
using Xunit.Sdk;

namespace FourA2A.TestRunner;

/// <summary>
/// Runs the test assemblies by xunit's own framework, in this process: <c>dotnet test</c> needs an SDK, which the machines that the bundle is
/// for do not have.
/// </summary>
internal static class Program
{
    private static readonly string[] Assemblies = ["FourA2A.Tests", "FourA2A.Cuda.Tests"];

    /// <param name="filters">Parts of namespaces, classes or methods; without any, everything runs.</param>
    private static int Main(string[] filters)
    {
        // Tests replace the console's streams.
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var report = new TestReport(output);
        var found = 0;
        foreach (var name in Assemblies)
        {
            found += Run(Assembly.Load(name), filters, report);
        }

        if (found == 0)
        {
            Console.Error.WriteLine($"No test has a name with: found {string.Join(", ", filters)}; expected a part of a namespace, class or method.");
            return 2;
        }

        output.WriteLine(report.Summary);
        return report.Failed == 0 ? 0 : 1;
    }

    // Returns how many test cases matched.
    private static int Run(Assembly assembly, string[] filters, TestReport report)
    {
        using var framework = new XunitTestFramework(new NullMessageSink());
        using var discovery = new DiscoverySink(filters);
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        discoverer.Find(includeSourceInformation: false, discovery, new DefaultOptions());
        var cases = discovery.WaitForCases();

        using var execution = new ExecutionSink(report);
        using var executor = framework.GetExecutor(assembly.GetName());
        executor.RunTests(cases, execution, new DefaultOptions());
        execution.WaitForEnd();
        return cases.Count;
    }
}
