namespace FourA2A.Experiment;

/// <summary>
/// Writes the result of a fit as JSON; <see cref="ParameterFile"/> reads the settings back.
/// </summary>
public static class ResultFile
{
    /// <summary>
    /// Writes a new file: it appears complete or not at all, and never replaces another.
    /// </summary>
    /// <param name="path">A file that does not exist, in a folder that does.</param>
    /// <param name="result">What to write.</param>
    /// <exception cref="InputException">The file exists or cannot be written.</exception>
    public static void WriteNew(string path, FitResultRecord result)
        => JsonFile.WriteNew(path, result, ResultJsonContext.Default.FitResultRecord);

    /// <inheritdoc cref="WriteNew(string, FitResultRecord)"/>
    public static void WriteNew(string path, UnfinishedFitRecord result)
        => JsonFile.WriteNew(path, result, ResultJsonContext.Default.UnfinishedFitRecord);
}
