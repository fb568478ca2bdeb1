using System.Text.Json;
using System.Text.Json.Nodes;
using FourA2A.Bench.Comparing;
using FourA2A.Bench.Rows;

namespace FourA2A.Tests.Benches.Comparing;

/// <summary><c>compare</c> from files to exit code.</summary>
public sealed class CompareVerbTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly StringWriter output = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
    }

    [Theory]
    [InlineData(1.0, 0, "SAME")]
    [InlineData(1.2, 1, "SLOWER")]
    [InlineData(0.8, 0, "FASTER")]
    public void Run_TwoFiles_PrintsRowsAndVerdict(double factor, int exitCode, string verdict)
    {
        var a = Write("a.json", new SyntheticRun(1).Result());
        var b = Write("b.json", new SyntheticRun(2).Result(_ => factor));
        Assert.Equal(exitCode, CompareVerb.Run(a, b, output));
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(SyntheticRun.Rows, row => Assert.Contains(lines, line => line.StartsWith(verdict, StringComparison.Ordinal) && line.TrimEnd().EndsWith($" {row}", StringComparison.Ordinal)));
        Assert.StartsWith($"{verdict}: of 20 rows ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TwoFolders_ComparesFilesOfTheSameNameThatHaveRows()
    {
        foreach (var run in new[] { "a", "b" })
        {
            Directory.CreateDirectory(folder.File(run));
            Write(Path.Combine(run, "hessian.json"), new SyntheticRun(1).Result());
            Write(Path.Combine(run, "recovery.json"), Json(new SyntheticRun(1).Result(), table: "Settings"));
        }

        Write(Path.Combine("a", "scan.json"), new SyntheticRun(1).Result());
        Assert.Equal(0, CompareVerb.Run(folder.File("a"), folder.File("b"), output));
        Assert.Contains("of 20 rows 20 the same", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_RowsThatOneLacks_AreListed()
    {
        var run = new SyntheticRun(1).Result();
        var a = Write("a.json", run);
        var b = Write("b.json", run with { Rows = run.Rows.Skip(1).ToDictionary(row => row.Key, row => row.Value) });
        Assert.Equal(0, CompareVerb.Run(a, b, output));
        Assert.Contains(output.ToString().Split('\n'), line => line.StartsWith("only in A", StringComparison.Ordinal) && line.TrimEnd().EndsWith($" {SyntheticRun.Rows[0]}", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_MissingFile_IsRefused() => AssertRefused(folder.File("missing.json"));

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"name":"hessian","versions":{},"figures":{},"tables":{"rows":[{"engine":"e"}]}}""")]
    [InlineData("""{"name":"hessian","versions":{},"figures":{},"tables":{"rows":3}}""")]
    [InlineData("""{"name":"hessian","versions":{},"figures":{},"tables":{}}""")]
    public void Run_NotAResult_IsRefused(string text)
    {
        File.WriteAllText(folder.File("b.json"), text);
        AssertRefused(folder.File("b.json"));
    }

    [Fact]
    public void Run_OtherBench_IsRefused() => AssertRefused(Write("b.json", new SyntheticRun(1).Result() with { Name = "scan" }), "scan");

    [Fact]
    public void Run_OtherProcessor_IsRefused() => AssertRefused(Write("b.json", new SyntheticRun(1).Result() with { Processor = "another" }), "another");

    [Fact]
    public void Run_NoRowInCommon_IsRefused()
    {
        var run = new SyntheticRun(1).Result();
        AssertRefused(Write("b.json", run with { Rows = run.Rows.ToDictionary(row => row.Key with { Chunks = 1 }, row => row.Value) }));
    }

    [Fact]
    public void Run_ATimeThatIsNone_IsRefused()
        => AssertRefused(Write("b.json", new SyntheticRun(1).Result() with { Rows = new Dictionary<RowKey, double[]> { [SyntheticRun.Rows[0]] = [1, -2, 3] } }));

    [Fact]
    public void Run_ARowTwice_IsRefused()
    {
        var json = Json(new SyntheticRun(1).Result());
        var rows = json["tables"]!["rows"]!.AsArray();
        rows.Add(rows[0]!.DeepClone());
        AssertRefused(Write("b.json", json));
    }

    [Fact]
    public void Run_FileAndFolder_AreRefused()
    {
        Directory.CreateDirectory(folder.File("b"));
        AssertRefused(folder.File("b"));
    }

    [Fact]
    public void Run_FoldersWithNothingInCommon_AreRefused()
    {
        Directory.CreateDirectory(folder.File("a"));
        Directory.CreateDirectory(folder.File("b"));
        AssertOneLine(Assert.Throws<InputException>(() => CompareVerb.Run(folder.File("a"), folder.File("b"), output)), folder.File("b"));
    }

    private void AssertRefused(string path, params string[] words)
    {
        var good = Write("good.json", new SyntheticRun(1).Result());
        AssertOneLine(Assert.Throws<InputException>(() => CompareVerb.Run(good, path, output)), [path, .. words]);
        Assert.Empty(output.ToString());
    }

    private static void AssertOneLine(InputException exception, params string[] words)
    {
        Assert.DoesNotContain('\n', exception.Message);
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
        Assert.Contains("expected", exception.Message, StringComparison.Ordinal);
    }

    private string Write(string name, ResultFile run) => Write(name, Json(run));

    private string Write(string name, JsonObject json)
    {
        File.WriteAllText(folder.File(name), json.ToJsonString());
        return folder.File(name);
    }

    private static JsonObject Json(ResultFile run, string table = "rows") => new()
    {
        ["version"] = 1,
        ["name"] = run.Name,
        ["versions"] = new JsonObject { ["processor"] = run.Processor },
        ["figures"] = new JsonObject { ["clock"] = new JsonObject { ["value"] = run.ClockGigahertz, ["unit"] = "GHz" } },
        ["tables"] = new JsonObject
        {
            [table] = new JsonArray([.. run.Rows.Select(row => new JsonObject
            {
                ["engine"] = row.Key.Engine,
                ["work"] = row.Key.Work,
                ["chunks"] = row.Key.Chunks,
                ["chunk seconds"] = row.Key.ChunkSeconds,
                ["times ms"] = JsonSerializer.SerializeToNode(row.Value),
            })]),
        },
    };
}
