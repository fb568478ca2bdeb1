using FourA2A.Audio;
using FourA2A.Metrics;

namespace FourA2A.Tests.Metrics;

public sealed class ScoresOfEstimatesTests
{
    // The equations over whole signals in double precision, nothing shared with the library.
    [Theory]
    [InlineData(4097, 48000)]
    [InlineData(50001, 44100)]
    public void Measure_AgreesWithTheEquations(int length, int sampleRate)
    {
        var estimate = TestSignals.Noise(1, length, sampleRate);
        var target = TestSignals.Noise(2, length, sampleRate);
        var recorded = TestSignals.Noise(3, length, sampleRate, amplitude: 0.1);
        var scores = Scores.Measure(estimate, target, recorded);
        Assert.Equal(Esr(estimate, target), scores.Esr, 1e-9);
        Assert.Equal(Esr(estimate, recorded), scores.EsrUnaligned, Esr(estimate, recorded) * 1e-9);
        Assert.Equal(Range(estimate) - Range(target), scores.LoudnessDynamicRangeDifferenceDb, Tolerances.LoudnessDynamicRangeDb);
    }

    // P as a convolution: h[0] = 1, h[k] = -0.005 * 0.995^(k-1).
    private static double[] PreEmphasised(ArraySignal signal)
    {
        var p = new double[signal.SampleCount];
        var sum = 0.0;
        for (var n = 0; n < p.Length; n++)
        {
            p[n] = signal.Samples[n] - (0.005 * sum);
            sum = (0.995 * sum) + signal.Samples[n];
        }

        return p;
    }

    private static double Esr(ArraySignal estimate, ArraySignal target)
    {
        var p = PreEmphasised(target);
        return PreEmphasised(estimate).Zip(p, (a, b) => (a - b) * (a - b)).Sum() / p.Sum(v => v * v);
    }

    private static double Range(ArraySignal signal)
    {
        double Share(double seconds) => 1 - Math.Exp(-1 / (signal.SampleRate * seconds));
        double quick = 0, slow = 0, sum = 0;
        foreach (var p in PreEmphasised(signal))
        {
            var energy = Math.Max(p * p, 1e-16);
            quick += Share(0.05) * (energy - quick);
            slow += Share(3) * (energy - slow);
            sum += Math.Pow(10 * Math.Log10(quick / slow), 2);
        }

        return Math.Sqrt(sum / signal.SampleCount);
    }
}
