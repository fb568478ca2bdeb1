using Xunit.Abstractions;

namespace FourA2A.TestRunner;

/// <summary>Counts what happened and prints at once what did not pass. Calls may come from several threads.</summary>
internal sealed class TestReport(TextWriter output)
{
    private readonly Lock gate = new();
    private int passed;
    private int skipped;

    public int Failed { get; private set; }

    public string Summary => $"{passed} passed, {Failed} failed, {skipped} skipped";

    public void AddPassed()
    {
        lock (gate)
        {
            passed++;
        }
    }

    public void AddSkipped(string test, string reason)
    {
        lock (gate)
        {
            skipped++;
            output.WriteLine($"skipped {test}: {reason}");
        }
    }

    public void AddFailed(string test, IFailureInformation failure)
    {
        lock (gate)
        {
            Failed++;
            output.WriteLine($"FAILED {test}");
            for (var i = 0; i < failure.Messages.Length; i++)
            {
                output.WriteLine($"    {failure.ExceptionTypes[i]}: {failure.Messages[i]}");
                output.WriteLine(failure.StackTraces[i]);
            }
        }
    }
}
