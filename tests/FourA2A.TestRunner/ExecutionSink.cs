using Xunit.Abstractions;

namespace FourA2A.TestRunner;

/// <summary>Hands what happens in a run to the report.</summary>
internal sealed class ExecutionSink(TestReport report) : IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim ended = new();

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestPassed:
                report.AddPassed();
                break;
            case ITestSkipped skipped:
                report.AddSkipped(skipped.Test.DisplayName, skipped.Reason);
                break;
            case ITestFailed failed:
                report.AddFailed(failed.Test.DisplayName, failed);
                break;
            // Whatever else can go wrong: fixtures, clean-up, a constructor of a collection.
            case IFailureInformation failure:
                report.AddFailed(message.GetType().Name, failure);
                break;
            case ITestAssemblyFinished:
                ended.Set();
                break;
        }

        return true;
    }

    public void WaitForEnd() => ended.Wait();

    public void Dispose() => ended.Dispose();
}
