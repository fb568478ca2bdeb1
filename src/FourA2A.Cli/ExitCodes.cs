namespace FourA2A.Cli;

/// <summary>
/// What the process tells its caller.
/// </summary>
internal static class ExitCodes
{
    /// <summary>Converged or done.</summary>
    public const int Done = 0;

    /// <summary>The device that computes failed, or a bug.</summary>
    public const int Failed = 1;

    /// <summary>Bad input or usage; one line on standard error says what to do, and nothing has been written.</summary>
    public const int BadInput = 2;

    /// <summary>Ended without converging, or checked files are no pair; the result is written and says why.</summary>
    public const int NotConverged = 3;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
