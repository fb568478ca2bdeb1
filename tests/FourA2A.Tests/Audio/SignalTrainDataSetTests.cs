using FourA2A.Audio;

namespace FourA2A.Tests.Audio;

public sealed class SignalTrainDataSetTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_PairsByIdWithinASubset()
    {
        Add("Train", "input_138_.wav", "target_138_LA2A_3c__0__65.wav", "input_9_.wav", "target_9_LA2A_2c__1__100.wav");
        Add("Test", "input_200_.wav", "target_200_LA2A_3c__0__5.wav");
        var set = SignalTrainDataSet.Open(folder.Path);
        Assert.Empty(set.Findings);
        Assert.Equal([200, 138, 9], set.Pairs.Select(pair => pair.Id));
        var pair = set.Pairs[1];
        Assert.Equal(("Train", "3c", LevellingMode.Compress, 65), (pair.Subset, pair.Take, pair.Mode, pair.PeakReduction));
        Assert.Equal(Path.Combine(folder.Path, "Train", "input_138_.wav"), pair.DryPath);
        Assert.Equal(Path.Combine(folder.Path, "Train", "target_138_LA2A_3c__0__65.wav"), pair.WetPath);
    }

    [Fact]
    public void Select_FiltersByModeAndPeakReduction()
    {
        Add("Val", "input_1_.wav", "target_1_LA2A_3c__0__40.wav", "input_2_.wav", "target_2_LA2A_3c__1__40.wav", "input_3_.wav", "target_3_LA2A_3c__1__45.wav");
        var set = SignalTrainDataSet.Open(folder.Path);
        Assert.Equal([1, 2, 3], set.Select().Select(pair => pair.Id));
        Assert.Equal([2, 3], set.Select(LevellingMode.Limit).Select(pair => pair.Id));
        Assert.Equal([1, 2], set.Select(peakReduction: 40).Select(pair => pair.Id));
        Assert.Equal([2], set.Select(LevellingMode.Limit, 40).Select(pair => pair.Id));
        Assert.Empty(set.Select(LevellingMode.Compress, 45));
    }

    [Fact]
    public void Open_ReportsWhatIsInNoPair()
    {
        Add(
            "Train",
            "input_1_.wav",
            "target_1_LA2A_3c__0__40.wav",
            "target_1_LA2A_3c__0__45.wav",
            "input_2_.wav",
            "target_3_LA2A_3c__0__40.wav",
            "input_001_.wav",
            "target_4_LA2A_3c__0__101.wav",
            "notes.wav");
        var set = SignalTrainDataSet.Open(folder.Path);
        Assert.Equal("target_1_LA2A_3c__0__40.wav", Path.GetFileName(Assert.Single(set.Pairs).WetPath));
        Assert.Equal(6, set.Findings.Length);
        foreach (var name in new[] { "target_1_LA2A_3c__0__45", "input_2_", "target_3_", "target_4_", "notes" })
        {
            Assert.Contains(set.Findings, finding => Path.GetFileName(finding.Split(": ")[0]).StartsWith(name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Open_ReportsAnIdInTwoSubsets()
    {
        Add("Train", "input_1_.wav", "target_1_LA2A_3c__0__40.wav");
        Add("Test", "input_1_.wav", "target_1_LA2A_3c__0__45.wav");
        var set = SignalTrainDataSet.Open(folder.Path);
        Assert.Equal(2, set.Pairs.Length);
        Assert.Contains("Train, Test", Assert.Single(set.Findings).Replace("Test, Train", "Train, Test", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_RefusesAFolderThatIsNoDataSet()
    {
        Assert.Contains("no such folder", Assert.Throws<InputException>(() => SignalTrainDataSet.Open(folder.File("nowhere"))).Message, StringComparison.Ordinal);
        Assert.Contains("no pair", Assert.Throws<InputException>(() => SignalTrainDataSet.Open(folder.Path)).Message, StringComparison.Ordinal);
        Add("Train", "input_1_.wav");
        Assert.Contains("no pair", Assert.Throws<InputException>(() => SignalTrainDataSet.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    private void Add(string subset, params string[] names)
    {
        Directory.CreateDirectory(folder.File(subset));
        foreach (var name in names)
        {
            folder.Write(Path.Combine(subset, name), []);
        }
    }
}
