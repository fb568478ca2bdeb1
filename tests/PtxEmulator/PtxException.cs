namespace PtxEmulator;

/// <summary>PTX that is malformed or uses what the emulator does not know: refused at load, with the line.</summary>
public sealed class PtxException(int line, string message) : Exception($"PTX line {line}: {message}")
{
    /// <summary>Line in the PTX source, from 1.</summary>
    public int Line { get; } = line;
}
