namespace FourA2A.Bench.Comparing;

/// <summary>Verdicts as they are printed.</summary>
internal static class Verdicts
{
    /// <summary>In capitals.</summary>
    public static string Word(this Verdict verdict) => verdict.ToString().ToUpperInvariant();
}
