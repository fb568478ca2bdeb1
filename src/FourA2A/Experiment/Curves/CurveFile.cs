namespace FourA2A.Experiment.Curves;

/// <summary>
/// Curves as JSON files, and the built-in curve <c>la2a</c>.
/// </summary>
public static class CurveFile
{
    /// <summary>
    /// The curve of a file, or a built-in one.
    /// </summary>
    /// <param name="pathOrName">A curve file, or <c>la2a</c>.</param>
    /// <exception cref="InputException">It cannot be read, or is no curve.</exception>
    public static ParameterCurve Read(string pathOrName) => throw new NotSupportedException(pathOrName);

    /// <summary>
    /// Writes the curve file of a sweep in the place of an earlier one. The same curve gives the same bytes.
    /// </summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Replace(string path, ParameterCurve curve) => throw new NotSupportedException($"{path}: {curve.Name}");
}
