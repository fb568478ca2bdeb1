using FourA2A.Bench;

namespace FourA2A.Tests.Audio;

/// <summary>The short version of the bench's <c>wav-fuzz</c>.</summary>
public sealed class WaveFileReaderMutationTests
{
    private const int Count = 2000;

    // Far above what it takes: a hang fails the test and does not hold up the others.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Read_OfMutatedFilesSucceedsOrIsInputError()
    {
        var mutator = new WavMutator(seed: 7);
        await Task.Run(() =>
        {
            foreach (var file in mutator.Sound)
            {
                Assert.Equal("read", WavFuzz.Run(file).Kind);
            }

            var read = 0;
            for (var index = 0; index < Count; index++)
            {
                var file = mutator.Mutate(index, out var kinds);
                var outcome = WavFuzz.Run(file);
                Assert.True(
                    outcome.AllocatedBytes <= WavFuzz.AllowedBytes(file.Length),
                    $"File {index} ({kinds}) of {file.Length} bytes made the reader allocate {outcome.AllocatedBytes}.");
                read += outcome.Kind.StartsWith("read", StringComparison.Ordinal) ? 1 : 0;
            }

            // Damage that always or never shows would test nothing.
            Assert.InRange(read, Count / 10, Count * 9 / 10);
        }).WaitAsync(Patience);
    }

    [Fact]
    public void Mutate_DependsOnSeedAndIndexOnly()
    {
        var expected = new WavMutator(seed: 7).Mutate(41, out _);
        var mutator = new WavMutator(seed: 7);
        mutator.Mutate(40, out _);
        Assert.Equal(expected, mutator.Mutate(41, out _));
        Assert.NotEqual(expected, new WavMutator(seed: 8).Mutate(41, out _));
    }
}
