using Spectre.Console;

namespace FourA2A.Cli.Output;

/// <summary>
/// Where a verb writes: results to standard output; warnings, errors and progress to standard error.
/// </summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="outputIsInteractive">Whether a person watches standard output on a terminal that understands ANSI.</param>
/// <param name="errorIsInteractive">The same of standard error.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, bool outputIsInteractive, bool errorIsInteractive)
{
    // Wider than any table: what goes into a pipe or a file is never wrapped.
    private const int UnlimitedWidth = 1000;

    private readonly IAnsiConsole results = CreateConsole(output, outputIsInteractive);
    private readonly IAnsiConsole status = CreateConsole(error, errorIsInteractive);

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
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal(
            Console.Out,
            Console.Error,
            ansi && !Console.IsOutputRedirected,
            ansi && !Console.IsErrorRedirected);
    }

    /// <summary>Prints a line of results.</summary>
    public void Line(string text) => output.WriteLine(text);

    /// <summary>Prints an empty line and then a table.</summary>
    public void Table(Table table)
    {
        output.WriteLine();
        results.Write(table.Border(TableBorder.None));
    }

    /// <summary>Prints one warning line.</summary>
    public void Warn(string text) => WriteStatus($"Warning: {text}", "yellow");

    /// <summary>Prints one error line.</summary>
    public void Fail(string text) => WriteStatus(text, "red");

    /// <summary>
    /// Runs work while a bar shows its progress; shows nothing where no person watches.
    /// </summary>
    /// <param name="description">What is being done.</param>
    /// <param name="work">The work; it reports a fraction in 0..1 (null: unknown) and a text.</param>
    public T WithProgress<T>(string description, Func<Action<double?, string>, T> work)
    {
        if (!errorIsInteractive)
        {
            return work((_, _) => { });
        }

        return status.Progress()
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
                    task.Description = Markup.Escape($"{description}: {text}");
                });
            });
    }

    private static IAnsiConsole CreateConsole(TextWriter writer, bool interactive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!interactive)
        {
            console.Profile.Width = UnlimitedWidth;
        }

        return console;
    }

    private void WriteStatus(string text, string style)
    {
        var line = text.ReplaceLineEndings(" ");
        if (errorIsInteractive)
        {
            status.MarkupLineInterpolated($"[{style}]{line}[/]");
        }
        else
        {
            error.WriteLine(line);
        }
    }
}
