using FourA2A.ApproximateBallistics.Spectra;
using FourA2A.Audio;
using static FourA2A.Tests.ApproximateBallistics.Spectra.SpectrogramSignals;

namespace FourA2A.Tests.ApproximateBallistics.Spectra;

/// <summary>
/// The spectrogram loss between files, piece by piece.
/// </summary>
public sealed class SpectrogramLossBetweenTests
{
    // A piece at 44.1 kHz has 65,536 samples: less, just one, one and a sample, several.
    [Theory]
    [InlineData(0, 44100)]
    [InlineData(1000, 44100)]
    [InlineData(65536, 44100)]
    [InlineData(65537, 44100)]
    [InlineData(200001, 44100)]
    [InlineData(30001, 8000)]
    [InlineData(300001, 192000)]
    public void Between_IsTheLossOfTheWhole(int length, int sampleRate)
    {
        var (estimate, target) = (Noise(1, length), ToSingle(Noise(2, length, 0.7)));
        var expected = new SpectrogramLoss(target, sampleRate).Evaluate(estimate);
        var found = SpectrogramLoss.Between(new ArraySignal(ToSingle(estimate), sampleRate), new ArraySignal(target, sampleRate));
        SpectrogramLossTests.AssertClose(expected, found, SpectrogramLossTests.Rounding);
    }

    [Fact]
    public void Between_OfEqualFiles_IsZero()
    {
        var signal = new ArraySignal(ToSingle(Noise(1, 70000)), 44100);
        Assert.Equal(0, SpectrogramLoss.Between(signal, signal));
    }

    [Theory]
    [InlineData(99, 44100)]
    [InlineData(100, 48000)]
    public void Between_FilesThatAreNotAlike_IsRefused(int length, int sampleRate)
        => Assert.Throws<ArgumentException>(() => SpectrogramLoss.Between(new ArraySignal(new float[length], sampleRate), new ArraySignal(new float[100], 44100)));
}
