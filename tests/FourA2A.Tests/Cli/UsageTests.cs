namespace FourA2A.Tests.Cli;

public sealed class UsageTests
{
    [Fact]
    public void NoArguments_ShowVerbs()
    {
        var result = CommandLine.Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.All(
            ["check", "fit", "sweep", "render", "curve", "compare", "evaluate", "report", "synth", "demo", "devices"],
            verb => Assert.Contains($"  {verb} ", result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("fit")]
    [InlineData("sweep")]
    [InlineData("render")]
    [InlineData("curve")]
    [InlineData("evaluate")]
    [InlineData("report")]
    [InlineData("synth")]
    [InlineData("demo")]
    [InlineData("devices")]
    public void Help_EndsWithExamples(string verb)
    {
        var result = CommandLine.Run(verb, "--help");
        Assert.Equal(0, result.ExitCode);
        var examples = result.Output[result.Output.IndexOf("Examples:", StringComparison.Ordinal)..];
        Assert.Contains($"foura2a {verb}", examples, StringComparison.Ordinal);

        // A default is a word or a number, not how C# prints a value.
        Assert.DoesNotMatch(@"\[default: [^\]]*[^\]\w.-]", result.Output);
    }

    [Fact]
    public void Version_IsANumber()
    {
        var result = CommandLine.Run("--version");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", result.Output);
    }

    [Theory]
    [InlineData("unknown verb 'fti'", "fti", "a.wav", "b.wav")]
    [InlineData("unknown option '--fast'", "--fast")]
    [InlineData("unknown option '--fast'", "check", "a.wav", "b.wav", "--fast")]
    [InlineData("unknown option '--fast'", "fit", "a.wav", "--fast", "b.wav")]
    [InlineData("unknown option '--fast'", "render", "a.json", "--fast", "3", "a.wav", "b.wav")]
    [InlineData("unknown option '-q'", "evaluate", "a.wav", "b.wav", "-q")]
    [InlineData("WET.wav", "fit", "a.wav")]
    [InlineData("'' for DATASET", "sweep", "")]
    [InlineData("'' for DIR", "report", "")]
    [InlineData("'c.wav'", "check", "a.wav", "b.wav", "c.wav")]
    [InlineData("--ratio", "render", "a.wav", "b.wav", "--ratio")]
    [InlineData("'four'", "render", "a.wav", "b.wav", "--ratio", "four")]
    [InlineData("'1e999'", "render", "a.wav", "b.wav", "--ratio", "1e999")]
    [InlineData("'mp3'", "render", "a.wav", "b.wav", "--format", "mp3")]
    [InlineData("--unlinked", "render", "a.wav", "b.wav", "--linked", "--unlinked")]
    [InlineData("--mode without --curve", "render", "a.wav", "b.wav", "--mode", "limit")]
    [InlineData("--peak-reduction without --curve", "render", "a.json", "a.wav", "b.wav", "--peak-reduction", "50")]
    [InlineData("--interpolation without --curve", "render", "a.wav", "b.wav", "--interpolation", "linear")]
    [InlineData("--curve without --mode", "render", "a.wav", "b.wav", "--curve", "la2a", "--peak-reduction", "50")]
    [InlineData("--curve without --peak-reduction", "render", "a.wav", "b.wav", "--curve", "la2a", "--mode", "limit")]
    [InlineData("a.json and --curve", "render", "a.json", "a.wav", "b.wav", "--curve", "la2a", "--mode", "limit", "--peak-reduction", "50")]
    [InlineData("'101' for --peak-reduction", "render", "a.wav", "b.wav", "--curve", "la2a", "--mode", "limit", "--peak-reduction", "101")]
    [InlineData("'both' for --mode", "render", "a.wav", "b.wav", "--curve", "la2a", "--mode", "both", "--peak-reduction", "50")]
    [InlineData("'cubic' for --interpolation", "curve", "la2a", "--interpolation", "cubic")]
    [InlineData("'101' for --at", "curve", "la2a", "--at", "50", "101")]
    [InlineData("'5O' for --at", "curve", "la2a", "--at", "5O")]
    [InlineData("--csv", "curve", "la2a", "--csv", "")]
    [InlineData("SWEEP|CURVE|la2a", "curve")]
    [InlineData("'up'", "check", "a.wav", "b.wav", "--channel", "up")]
    [InlineData("'20:1'", "fit", "a.wav", "b.wav", "--ratio-range", "20:1")]
    [InlineData("'10'", "fit", "a.wav", "b.wav", "--release-range", "10")]
    [InlineData("'0:1'", "fit", "a.wav", "b.wav", "--attack-range", "0:1")]
    [InlineData("'1:1e308'", "fit", "a.wav", "b.wav", "--ratio-range", "1:1e308")]
    [InlineData("'10:1e300'", "fit", "a.wav", "b.wav", "--release-range", "10:1e300")]
    [InlineData("'1e-9:1'", "fit", "a.wav", "b.wav", "--attack-range", "1e-9:1")]
    [InlineData("'300' for --make-up-db, expected a number from -200 to 200", "render", "a.wav", "b.wav", "--make-up-db", "300")]
    [InlineData("'some'", "fit", "a.wav", "b.wav", "--align", "some")]
    [InlineData("'fast'", "fit", "a.wav", "b.wav", "--engine", "fast")]
    [InlineData("'gpu'", "fit", "a.wav", "b.wav", "--device", "gpu")]
    [InlineData("'cuda:'", "fit", "a.wav", "b.wav", "--device", "cuda:")]
    [InlineData("'cuda:-1'", "demo", "--device", "cuda:-1")]
    [InlineData("--device cuda and --engine simd", "fit", "a.wav", "b.wav", "--device", "cuda", "--engine", "simd")]
    [InlineData("'newton'", "fit", "a.wav", "b.wav", "--hessian", "newton")]
    [InlineData("'0'", "fit", "a.wav", "b.wav", "--max-iterations", "0")]
    [InlineData("-o", "fit", "a.wav", "b.wav", "-o", "")]
    [InlineData("--start", "fit", "a.wav", "b.wav", "--start", "")]
    [InlineData("--json", "check", "a.wav", "b.wav", "--json", "")]
    [InlineData("'0'", "devices", "0")]
    public void WrongUsage_IsRefusedInOneLine(string words, params string[] args)
    {
        var result = CommandLine.Run(args);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        var line = Assert.Single(result.ErrorLines);
        Assert.Contains(words, line, StringComparison.Ordinal);
        Assert.Contains("--help", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-0,75")]
    [InlineData("1.000,5")]
    [InlineData("1 000")]
    public void NumberOfAnotherLocale_IsRefused(string number)
    {
        var result = CommandLine.Run("render", "a.wav", "b.wav", "--make-up-db", number);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"'{number}'", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }
}
