namespace FourA2A;

/// <summary>
/// Input a user can mend: a file or a setting is not what it should be. The message is one line that names the file
/// or setting, what was found, what was expected and what to do; a program ends with exit code 2 on it.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>An empty message; prefer the other constructors.</summary>
    public InputException()
    {
    }

    /// <summary>A one-line message.</summary>
    public InputException(string message)
        : base(message)
    {
    }

    /// <summary>A one-line message and its cause.</summary>
    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
