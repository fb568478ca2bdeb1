namespace FourA2A.Experiment;

/// <summary>
/// The two files of a fit.
/// </summary>
/// <param name="Dry">The dry recording.</param>
/// <param name="Wet">The wet recording.</param>
public sealed record InputRecords(InputFileRecord Dry, InputFileRecord Wet);
