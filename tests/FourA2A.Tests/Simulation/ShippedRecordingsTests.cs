using FourA2A.Simulation;

namespace FourA2A.Tests.Simulation;

public sealed class ShippedRecordingsTests
{
    [Theory]
    [InlineData(ShippedRecordings.Guitar, 439_768, 2, -2)]
    [InlineData(ShippedRecordings.Loop, 352_800, 1, -47)]
    [InlineData(ShippedRecordings.DrumRoll, 275_258, 0, 1)]
    public void Load_DecodesRecording(string name, int samples, int index, int value)
    {
        var signal = ShippedRecordings.Load(name);
        Assert.Contains(name, ShippedRecordings.Names, StringComparer.Ordinal);
        Assert.Equal(44100, signal.SampleRate);
        Assert.Equal(samples, signal.SampleCount);
        Assert.Equal(value / 32768f, signal.Samples[index]);
    }

    [Fact]
    public void Load_OfUnknownNameListsTheNames()
    {
        var exception = Assert.Throws<ArgumentException>(() => ShippedRecordings.Load("none"));
        Assert.All(ShippedRecordings.Names, name => Assert.Contains(name, exception.Message, StringComparison.Ordinal));
    }
}
