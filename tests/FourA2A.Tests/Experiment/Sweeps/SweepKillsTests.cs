using FourA2A.Bench;

namespace FourA2A.Tests.Experiment.Sweeps;

/// <summary>
/// The program as a process, killed at random moments; <c>sweep-kills</c> of the bench kills more often.
/// </summary>
public sealed class SweepKillsTests
{
    [Fact]
    public void KilledSweep_EndsWithTheCurveOfAnUndisturbedOne()
    {
        using var folder = new TempFolder();
        var outcome = SweepKills.Run(folder.Path, kills: 2, seed: 1);
        Assert.Equal(2, outcome.Kills);
        Assert.Empty(outcome.Failures);
    }
}
