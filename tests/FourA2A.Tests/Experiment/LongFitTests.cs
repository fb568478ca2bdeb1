using FourA2A.Audio;
using FourA2A.Compressor;
using FourA2A.Engines;
using FourA2A.Experiment;
using FourA2A.Simulation;

namespace FourA2A.Tests.Experiment;

/// <summary>
/// Fits of recordings long enough for an excerpt: 13 minutes, at a low rate to be quick.
/// </summary>
public sealed class LongFitTests
{
    private const int SampleRate = 4000;
    private const double Delay = -0.4;

    private static readonly CompressorParameters Main = new(-28, 3.3, 4.5, 140, 2.5);

    // No compressor of the model makes this: like a real unit, it leaves a residual everywhere.
    private static readonly DryWetPair Pair = MakePair(Main, Main with { ReleaseMs = 900, ThresholdDb = -33 }, 0.3f);

    [Fact]
    public void Run_FromAKnownStart_EndsWhereAnyFitOfTheWholeEnds()
    {
        using var engine = new SimdEngine();
        var options = new FitOptions { DelaySamples = Delay + 0.01 };
        var cold = CompressorFit.Run(Pair, engine, options);
        var warm = CompressorFit.Run(Pair, engine, options with { Start = cold.Parameters with { ThresholdDb = cold.Parameters.ThresholdDb + 0.3 } });
        Assert.All(new[] { cold, warm }, fit =>
        {
            Assert.Equal(FitStatus.Converged, fit.Status);
            Assert.Equal(Delay, fit.DelaySamples, 2e-3);
            Assert.True(fit.Restarts >= 1);
        });

        // A fit asks for 1e-3 (TerminationCriteria), in dB or of a time.
        Assert.Equal(cold.Parameters.ThresholdDb, warm.Parameters.ThresholdDb, 2e-3);
        Assert.Equal(1, warm.Parameters.Ratio / cold.Parameters.Ratio, 2e-3);
        Assert.Equal(1, warm.Parameters.AttackMs / cold.Parameters.AttackMs, 2e-3);
        Assert.Equal(1, warm.Parameters.ReleaseMs / cold.Parameters.ReleaseMs, 2e-3);
        Assert.Equal(1, warm.RelativeLoss / cold.RelativeLoss, 1e-5);
        Assert.All(
            warm.Uncertainty.StandardErrors.Zip(cold.Uncertainty.StandardErrors),
            errors => Assert.Equal(1, errors.First / errors.Second, 1e-2));

        // The steps from the start that was given come first, and what confirms them does not count as theirs.
        var own = warm.Records.TakeWhile(record => record.Attempt == 0).ToList();
        Assert.DoesNotContain(warm.Records.Skip(own.Count), record => record.Attempt == 0);
        Assert.True(own.Count < warm.Records.Length / 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_WhereItWasExpected_NeedsNoOtherStart(bool isExpected)
    {
        using var engine = new SimdEngine();
        CompressorParameters? asked = null;
        var fit = CompressorFit.Run(Pair, engine, new FitOptions
        {
            DelaySamples = Delay,
            Start = Main,
            IsExpected = found =>
            {
                asked = found;
                return isExpected;
            },
        });
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal(isExpected, fit.Restarts == 0);
        Assert.Equal(0, fit.Attempt);
        Assert.Equal(isExpected, fit.StatusReason.Contains("where its neighbours lead", StringComparison.Ordinal));
        Assert.Equal(fit.Parameters.ThresholdDb, asked!.ThresholdDb, 0.01);
    }

    [Fact]
    public void Run_FromAStartInAnotherMinimum_LeavesIt()
    {
        // Nothing is compressed there, and no derivative leads away.
        using var engine = new SimdEngine();
        var fit = CompressorFit.Run(Pair, engine, new FitOptions { DelaySamples = Delay, Start = Main with { ThresholdDb = 20 } });
        var cold = CompressorFit.Run(Pair, engine, new FitOptions { DelaySamples = Delay });
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal(cold.Parameters.ThresholdDb, fit.Parameters.ThresholdDb, 2e-3);
    }

    private static DryWetPair MakePair(CompressorParameters first, CompressorParameters second, float share)
    {
        var loop = ShippedRecordings.Load(ShippedRecordings.Loop).Samples;
        var guitar = ShippedRecordings.Load(ShippedRecordings.Guitar).Samples;
        var dry = new float[13 * 60 * SampleRate];
        for (var n = 0; n < dry.Length; n++)
        {
            var (round, position) = Math.DivRem(n, loop.Length);
            dry[n] = (0.2f + (0.1f * (round * 7 % 5))) * (loop[position] + (0.5f * guitar[n % guitar.Length]));
        }

        var (wet, other) = (new float[dry.Length], new float[dry.Length]);
        new StreamingCompressor(first, SampleRate).Process(dry, wet);
        new StreamingCompressor(second, SampleRate).Process(dry, other);
        for (var n = 0; n < wet.Length; n++)
        {
            wet[n] += share * (other[n] - wet[n]);
        }

        return new DryWetPair(
            new ArraySignal(dry, SampleRate), new FractionalDelaySignal(new ArraySignal(wet, SampleRate), -Delay), "dry", "wet");
    }
}
