using System.CommandLine;

namespace FourA2A.Bench.Readme;

/// <summary>
/// <c>readme</c>: writes the README's measured tables from the result files.
/// </summary>
internal static class ReadmeVerb
{
    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "Writes nothing; exit code 1 if a table is not what the files say." };
        var command = new Command("readme", "Writes the tables of README.md from bench/results.") { check };
        command.SetAction(result => Run(result.GetValue(check)));
        return command;
    }

    private static int Run(bool check)
    {
        var path = Path.Combine(Machine.RepositoryRoot(), "README.md");
        var text = File.ReadAllText(path);
        var written = ReadmeTables.Write(text, Machine.ResultsFolder());
        if (string.Equals(written, text, StringComparison.Ordinal))
        {
            return 0;
        }

        if (check)
        {
            Console.Error.WriteLine("README.md: found tables that are not those of bench/results; run ./build.sh bench readme.");
            return 1;
        }

        File.WriteAllText(path, written);
        return 0;
    }
}
