namespace FourA2A.Audio;

/// <summary>
/// A dry and a wet file of the SignalTrain LA2A data set.
/// </summary>
/// <param name="Subset">Folder: <c>Train</c>, <c>Test</c> or <c>Val</c>.</param>
/// <param name="Id">Number that both file names carry.</param>
/// <param name="Take">Take in the target's name, <c>2c</c> or <c>3c</c>.</param>
/// <param name="Mode">Compress or limit.</param>
/// <param name="PeakReduction">Position of the peak reduction knob, 0..100.</param>
/// <param name="DryPath">Path of <c>input_{id}_.wav</c>.</param>
/// <param name="WetPath">Path of <c>target_{id}_LA2A_{take}__{mode}__{peak reduction}.wav</c>.</param>
public sealed record SignalTrainPair(
    string Subset,
    int Id,
    string Take,
    LevellingMode Mode,
    int PeakReduction,
    string DryPath,
    string WetPath)
{
    /// <summary>How the knobs stood.</summary>
    public UnitSetting Setting => new(Mode, PeakReduction);
}
