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
    public void Select_FiltersByModePeakReductionTakeAndSubset()
    {
        Add("Val", "input_1_.wav", "target_1_LA2A_3c__0__40.wav", "input_2_.wav", "target_2_LA2A_3c__1__40.wav", "input_3_.wav", "target_3_LA2A_2c__1__45.wav");
        Add("Test", "input_4_.wav", "target_4_LA2A_2c__0__50.wav");
        Assert.Equal([1, 4, 2, 3], Selected(new DataSetSelection()));
        Assert.Equal([2, 3], Selected(new DataSetSelection { Mode = LevellingMode.Limit }));
        Assert.Equal([1, 2], Selected(new DataSetSelection { HighestPeakReduction = 40 }));
        Assert.Equal([4, 3], Selected(new DataSetSelection { LowestPeakReduction = 45 }));
        Assert.Equal([4, 3], Selected(new DataSetSelection { Take = "2c" }));
        Assert.Equal([4], Selected(new DataSetSelection { Subset = "Test" }));
        var message = Assert.Throws<InputException>(() => Selected(new DataSetSelection { Mode = LevellingMode.Compress, LowestPeakReduction = 60, Take = "2c" })).Message;
        Assert.Contains("no recording of compress, peak reduction 60 to 100, take 2c", message, StringComparison.Ordinal);
        Assert.Contains("compress 40 to 50, limit 40 to 45, take 2c and 3c, subset Test and Val", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_TakesTheLongestRecordingOfASettingAndNamesTheOthers()
    {
        Add("Train", "input_1_.wav", "target_1_LA2A_2c__0__40.wav", "input_2_.wav", "target_2_LA2A_3c__0__40.wav", "input_3_.wav", "target_3_LA2A_3c__1__40.wav");
        Add("Test", "input_4_.wav", "target_4_LA2A_3c__0__40.wav");

        // A long dry file does not make a short wet one longer.
        Fill("Train/input_1_.wav", 9000);
        Fill("Train/target_1_LA2A_2c__0__40.wav", 100);
        Fill("Train/input_2_.wav", 1000);
        Fill("Train/target_2_LA2A_3c__0__40.wav", 1000);
        var set = SignalTrainDataSet.Open(folder.Path).Select(new DataSetSelection());
        Assert.Equal([2, 3], set.Pairs.Select(pair => pair.Id));
        var finding = Assert.Single(set.Findings);
        foreach (var part in new[] { "compress-40 has 3 recordings", "target_1_LA2A_2c__0__40.wav", "target_4_LA2A_3c__0__40.wav", "choose with --take or --subset" })
        {
            Assert.Contains(part, finding, StringComparison.Ordinal);
        }

        Assert.Equal([1], Selected(new DataSetSelection { Take = "2c" }));
        Assert.Equal([4], Selected(new DataSetSelection { Subset = "Test" }));
    }

    [Fact]
    public void Select_TakesTheFirstOfEqualRecordings()
    {
        Add("Test", "input_1_.wav", "target_1_LA2A_3c__0__40.wav");
        Add("Train", "input_2_.wav", "target_2_LA2A_3c__0__40.wav", "input_10_.wav", "target_10_LA2A_3c__0__40.wav");
        var set = SignalTrainDataSet.Open(folder.Path).Select(new DataSetSelection { Subset = "Train" });
        Assert.Equal(2, Assert.Single(set.Pairs).Id);
        Assert.Contains("move this one elsewhere", Assert.Single(set.Findings), StringComparison.Ordinal);
        Assert.Equal([2], Selected(new DataSetSelection()));
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
    public void Open_TakesUpperAndLowerCase()
    {
        Add("train", "INPUT_1_.WAV", "Target_1_la2a_3C__0__40.wav");
        var pair = Assert.Single(SignalTrainDataSet.Open(folder.Path).Pairs);
        Assert.Equal(("Train", "3c"), (pair.Subset, pair.Take));
    }

    [Fact]
    public void Open_RefusesAFolderThatIsNoDataSet()
    {
        AssertRefused(folder.File("nowhere"), "no such folder");
        AssertRefused(folder.Path, "an empty folder");
        folder.Write("notes.txt", []);
        AssertRefused(folder.Path, "no pair");
        AssertRefused(folder.File("notes.txt"), "a file");
        Add("Train", "input_1_.wav");
        AssertRefused(folder.Path, "no pair in 1 WAV files", "no target_1_*.wav beside it");
    }

    [Fact]
    public void Open_SaysWhereTheDataSetIs()
    {
        Add("Unit/Train", "input_1_.wav", "target_1_LA2A_3c__0__40.wav");
        Add("flat", "input_1_.wav", "target_1_LA2A_3c__0__40.wav");
        AssertRefused(folder.Path, "in its subfolder Unit", $"give {folder.File("Unit")}");
        AssertRefused(folder.File("Unit/Train"), "give the folder above Train");
        AssertRefused(folder.File("Unit/Train/"), "give the folder above Train");
        AssertRefused(folder.File("flat"), "move them to a subfolder Train");
    }

    private static void AssertRefused(string path, params string[] words)
    {
        var message = Assert.Throws<InputException>(() => SignalTrainDataSet.Open(path)).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    private IEnumerable<int> Selected(DataSetSelection selection)
        => SignalTrainDataSet.Open(folder.Path).Select(selection).Pairs.Select(pair => pair.Id);

    private void Fill(string name, int bytes) => folder.Write(name, new byte[bytes]);

    private void Add(string subset, params string[] names)
    {
        Directory.CreateDirectory(folder.File(subset));
        foreach (var name in names)
        {
            folder.Write(Path.Combine(subset, name), []);
        }
    }
}
