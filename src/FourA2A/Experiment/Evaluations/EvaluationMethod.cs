using FourA2A.Audio;
using FourA2A.Experiment.Curves;
using FourA2A.Experiment.Sweeps;

namespace FourA2A.Experiment.Evaluations;

/// <summary>
/// A model of a unit at some of its settings, to be measured against recordings of it.
/// </summary>
public abstract class EvaluationMethod
{
    private protected EvaluationMethod(string name) => Name = name;

    /// <summary>What to call it.</summary>
    public string Name { get; }

    /// <summary>
    /// Opens a method: a sweep's folder, a curve file or built-in curve, or a folder of WAV files named like the targets.
    /// </summary>
    /// <param name="argument">A path or the name of a built-in curve; <c>NAME=PATH</c> gives the method a name, else it is that of the file or folder.</param>
    /// <exception cref="InputException">It is none of these.</exception>
    public static EvaluationMethod Open(string argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        var (name, path) = Split(argument);
        if (!Directory.Exists(path))
        {
            return new CurveMethod(name ?? Path.GetFileNameWithoutExtension(path), CurveFile.Read(path));
        }

        name ??= Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var sweep = new SweepFolder(path);
        return Directory.Exists(sweep.SettingsPath) ? new SweepMethod(name, sweep) : new WaveFolderMethod(name, path);
    }

    /// <summary>Whether it has the setting of a recording.</summary>
    public abstract bool Covers(SignalTrainPair recording);

    /// <summary>
    /// Measures the method against the recordings of a setting that it covers.
    /// </summary>
    /// <exception cref="InputException">What it needs for that cannot be read, or does not belong to the target.</exception>
    internal abstract MethodScore Score(SettingRecordings recordings);

    // A path may hold the sign itself.
    private static (string? Name, string Path) Split(string argument)
        => argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign && !Path.Exists(argument)
            ? (argument[..sign], argument[(sign + 1)..])
            : (null, argument);
}
