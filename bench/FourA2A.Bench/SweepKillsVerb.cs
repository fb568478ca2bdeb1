using System.CommandLine;

namespace FourA2A.Bench;

/// <summary>
/// <c>sweep-kills</c>: sweeps killed at random moments and resumed. Fails when a curve file is not that of an undisturbed sweep, or a
/// finished setting is fitted again.
/// </summary>
internal static class SweepKillsVerb
{
    public static Command Create()
    {
        var kills = new Option<int>("--kills") { Description = "How often a sweep is killed.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "At which moments.", DefaultValueFactory = _ => 1 };
        var command = new Command("sweep-kills", "Kills sweeps at random moments and resumes them: the curve file must be that of an undisturbed one.") { kills, seed };
        command.SetAction(result => Run(result.GetValue(kills), result.GetValue(seed)));
        return command;
    }

    private static int Run(int kills, int seed)
    {
        var folder = Directory.CreateTempSubdirectory("foura2a-sweep-kills-");
        try
        {
            var outcome = SweepKills.Run(folder.FullName, kills, seed);
            var results = new BenchResults("sweep-kills", "Sweeps killed and resumed", $"sweep-kills --kills {kills} --seed {seed}");
            results.Add("processes killed (SIGKILL)", outcome.Kills);
            results.Add("sweeps that they belonged to, each resumed to its end", outcome.Sweeps);
            results.Add("finished settings found after a kill, summed", outcome.Kept);
            results.Add("failures: curve file not identical to the byte, or a finished setting fitted again", outcome.Failures.Length);
            results.Add("curve file", outcome.CurveBytes, "bytes");
            results.Add("undisturbed sweep of 6 settings, 3 s each at 16 kHz", outcome.UndisturbedSeconds, "s");
            results.Write();
            foreach (var failure in outcome.Failures)
            {
                Console.Error.WriteLine(failure);
            }

            return outcome.Failures.IsEmpty ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
