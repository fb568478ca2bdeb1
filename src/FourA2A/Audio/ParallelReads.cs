using System.Runtime.ExceptionServices;

namespace FourA2A.Audio;

/// <summary>
/// A parallel loop over parts of files that fails with the cause itself, an unreadable file, say, and not with
/// the aggregate of all threads.
/// </summary>
internal static class ParallelReads
{
    /// <summary>
    /// Calls the body with 0..count-1, on several threads.
    /// </summary>
    public static void For(int count, Action<int> body)
    {
        try
        {
            Parallel.For(0, count, body);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
