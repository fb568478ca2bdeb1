using System.Globalization;

namespace FourA2A.Tests.Experiment;

/// <summary>
/// A culture with German numbers while it lives. (With invariant globalization the run time knows no German culture to ask for.)
/// </summary>
internal sealed class ForeignCulture : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;

    public ForeignCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "\u2212";
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = before;
}
