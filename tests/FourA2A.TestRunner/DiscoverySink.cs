using Xunit.Abstractions;

namespace FourA2A.TestRunner;

/// <summary>Collects the test cases of an assembly whose full name contains one of the filters.</summary>
internal sealed class DiscoverySink(string[] filters) : IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim complete = new();
    private readonly List<ITestCase> cases = [];

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCaseDiscoveryMessage discovered when Matches(discovered.TestCase.TestMethod):
                cases.Add(discovered.TestCase);
                break;
            case IDiscoveryCompleteMessage:
                complete.Set();
                break;
        }

        return true;
    }

    public IReadOnlyList<ITestCase> WaitForCases()
    {
        complete.Wait();
        return cases;
    }

    public void Dispose() => complete.Dispose();

    private bool Matches(ITestMethod method)
    {
        var name = $"{method.TestClass.Class.Name}.{method.Method.Name}";
        return filters.Length == 0 || filters.Any(filter => name.Contains(filter, StringComparison.OrdinalIgnoreCase));
    }
}
