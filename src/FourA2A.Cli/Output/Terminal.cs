using Spectre.Console;

namespace FourA2A.Cli.Output;

/// <summary>
/// Where a verb writes: results to standard output; warnings, errors and progress to standard error.
/// </summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="isInteractive">Whether a person watches standard error on a terminal that understands ANSI.</param>
/// <param name="sharesScreen">Whether standard output goes to that terminal too.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isInteractive, bool sharesScreen = false)
{
    private const int Red = 31;
    private const int Yellow = 33;

    private readonly List<string> warnings = [];
    private bool showsProgress;

    private readonly IAnsiConsole status = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = isInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = isInteractive ? InteractionSupport.Detect : InteractionSupport.No,
        Out = new AnsiConsoleOutput(error),
    });

    /// <summary>Standard output, for text that is not a table.</summary>
    public TextWriter Out => output;

    /// <summary>Standard error.</summary>
    public TextWriter Error => error;

    /// <summary>
    /// The terminal of this process. Colours, cursor movements and progress bars only where a person sees them:
    /// not in a pipe, not with <c>NO_COLOR</c> set (no-color.org), not with <c>TERM=dumb</c>.
    /// </summary>
    public static Terminal ForProcess()
    {
        var ansi = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb"
            && !Console.IsErrorRedirected;
        return new Terminal(Console.Out, Console.Error, ansi, sharesScreen: !Console.IsOutputRedirected);
    }

    /// <summary>Prints a line of results.</summary>
    public void Line(string text = "")
    {
        if (showsProgress && sharesScreen)
        {
            // Above the bar, which would be drawn over it otherwise.
            status.Write(new LineAboveBar(OneLine(text)));
        }
        else
        {
            output.WriteLine(OneLine(text));
        }
    }

    /// <summary>
    /// Prints a table with its columns aligned.
    /// </summary>
    /// <param name="numbers">Columns that hold numbers and are aligned right.</param>
    /// <param name="headings">Column headings.</param>
    /// <param name="rows">Cells of each row.</param>
    public void Table(Range numbers, string[] headings, params string[][] rows)
    {
        string[][] lines = [headings, .. rows];
        var widths = headings.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        var (firstNumber, numberCount) = numbers.GetOffsetAndLength(headings.Length);
        foreach (var line in lines)
        {
            var cells = line.Select((cell, column) => column >= firstNumber && column < firstNumber + numberCount
                ? cell.PadLeft(widths[column])
                : cell.PadRight(widths[column]));
            output.WriteLine($"  {string.Join("  ", cells)}".TrimEnd());
        }
    }

    /// <summary>
    /// Keeps one warning line for <see cref="ShowWarnings"/>: where a run fails, its error is the only line.
    /// </summary>
    public void Warn(string text) => warnings.Add($"Warning: {text}");

    /// <summary>Prints the warnings of a run that has come to its end.</summary>
    public void ShowWarnings()
    {
        foreach (var warning in warnings)
        {
            WriteStatus(warning, Yellow);
        }

        warnings.Clear();
    }

    /// <summary>Prints one error line.</summary>
    public void Fail(string text) => WriteStatus(text, Red);

    /// <summary>
    /// Runs work while a bar shows its progress; shows nothing where no person watches.
    /// </summary>
    /// <param name="description">What is being done.</param>
    /// <param name="work">The work; it reports a fraction in 0..1 (null: unknown) and a text.</param>
    public T WithProgress<T>(string description, Func<Action<double?, string>, T> work)
    {
        if (!isInteractive)
        {
            return work((_, _) => { });
        }

        showsProgress = true;
        try
        {
            return ShowProgress(description, work);
        }
        finally
        {
            showsProgress = false;
        }
    }

    private T ShowProgress<T>(string description, Func<Action<double?, string>, T> work)
        => status.Progress()
            .AutoClear(true)
            .HideCompleted(false)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(description), maxValue: 1);
                task.IsIndeterminate = true;
                return work((fraction, text) =>
                {
                    task.IsIndeterminate = fraction is null;
                    task.Value = fraction ?? 0;
                    task.Description = Markup.Escape(text.Length == 0 ? description : $"{description}: {text}");
                });
            });

    // Not through the console, which breaks lines at the width of the terminal: a message stays one line when it is copied.
    private void WriteStatus(string text, int colour)
    {
        var line = OneLine(text);
        error.WriteLine(status.Profile.Capabilities.Ansi ? $"\e[{colour}m{line}\e[0m" : line);
    }

    // A file name may hold line breaks and escape sequences.
    private static string OneLine(string text)
        => string.Concat(text.ReplaceLineEndings(" ").Select(character => char.IsControl(character) ? '?' : character));
}
