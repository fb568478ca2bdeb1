using FourA2A.Audio;
using FourA2A.Engines;
using FourA2A.Experiment;
using FourA2A.Simulation;
using FourA2A.Tests.Simulation;

namespace FourA2A.Tests.Experiment;

/// <summary>The small version of the bench's <c>recovery</c>.</summary>
public sealed class RecoveryTests
{
    private const int Count = 18;
    private const double Seconds = 2;

    [Fact]
    public void Run_RecoversRandomSettingsAndNeverCallsAWrongResultASuccess()
    {
        var clips = ShippedRecordings.Names
            .Select(name => (Name: name, Dry: RecoveryProblemTests.Excerpt(ShippedRecordings.Load(name), Seconds)))
            .ToArray();
        var identifiable = 0;
        var settings = RecoveryProblem.RandomSettings(Count, 11);
        for (var i = 0; i < Count; i++)
        {
            var (name, dry) = clips[i % clips.Length];
            var problem = RecoveryProblem.Create(name, dry, settings[i]);
            using var engine = new SimdEngine(1);
            var fit = CompressorFit.Run(
                new DryWetPair(problem.Dry, problem.Wet, name, "target"), engine, new FitOptions { RefineDelay = false });
            var what = $"{name}, {problem.Truth}: {fit.Parameters}, {fit.StatusReason}";
            if (fit.Success)
            {
                Assert.True(problem.IsRecovered(fit.Parameters), what);
            }

            if (problem.IsIdentifiable())
            {
                identifiable++;
                Assert.True(fit.Success, what);
            }
        }

        Assert.InRange(identifiable, Count / 2, Count);
    }
}
