namespace FourA2A.Objective;

/// <summary>
/// An engine cannot compute: its device failed, has too little memory, or gave what is no number. The message is one line.
/// </summary>
public sealed class EngineException : Exception
{
    /// <summary>An empty message; prefer the other constructors.</summary>
    public EngineException()
    {
    }

    /// <summary>A one-line message.</summary>
    public EngineException(string message)
        : base(message)
    {
    }

    /// <summary>A one-line message and its cause.</summary>
    public EngineException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
