using System.Security.Cryptography;

namespace FourA2A.Experiment;

/// <summary>
/// What a result says about a file that it was made from.
/// </summary>
/// <param name="Path">The path as the user gave it.</param>
/// <param name="Sha256">Hash of the file's bytes in lower-case hexadecimal.</param>
/// <param name="Samples">Samples per channel.</param>
/// <param name="Channel">Which channel was used: <c>mono</c>, <c>left</c>, <c>right</c> or <c>mean</c>.</param>
public sealed record InputFileRecord(string Path, string Sha256, long Samples, string Channel)
{
    /// <summary>
    /// The record of a file on disk, which is read once for its hash.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static InputFileRecord OfFile(string path, long samples, string channel)
    {
        using var stream = File.OpenRead(path);
        return new InputFileRecord(path, Convert.ToHexStringLower(SHA256.HashData(stream)), samples, channel);
    }
}
