using FourA2A.Reporting;
using FourA2A.Tests;
using FourA2A.Tests.Reporting;
using Microsoft.Playwright;

namespace FourA2A.Browser.Tests;

/// <summary>
/// A browser, and the reports of a sweep and of a comparison for it; all are made once for all tests.
/// </summary>
public sealed class ReportPage : IAsyncLifetime, IDisposable
{
    /// <summary>Folder of the sweep.</summary>
    public const string Sweep = "sample.sweep";

    /// <summary>Folder of the comparison.</summary>
    public const string Comparison = "sample.comparison";

    private readonly TempFolder folder = new();
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where screenshots go, for people to look at.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(
        Environment.GetEnvironmentVariable("FOURA2A_SCREENSHOTS") ?? Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    public async Task InitializeAsync()
    {
        // In continuous integration a missing browser is a failure, and no skip.
        if (Chromium.Path is null && !Chromium.IsRequired)
        {
            return;
        }

        var sweep = SampleSweep.Write(folder.File(Sweep));
        SweepReport.Write(sweep, sweep.ReportPath);
        SampleComparison.Write(folder.File(Comparison));
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path ?? throw new FileNotFoundException("Found no Chromium, expected one on the PATH; install the package chromium."),
            Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    /// <summary>
    /// Opens the report from its file, as a user does.
    /// </summary>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="complaints">Receives console errors, exceptions and requests beyond the file itself.</param>
    /// <param name="sweepOrComparison">Folder of the report.</param>
    public async Task<IPage> OpenAsync(int width, ColorScheme scheme, ICollection<string>? complaints = null, string sweepOrComparison = Sweep)
    {
        Skip.If(browser is null, "No Chromium found on the PATH.");
        var page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            ColorScheme = scheme,
        });
        page.Console += (_, message) => Complain(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Complain(true, error);
        page.RequestFailed += (_, request) => Complain(true, request.Url);
        page.Request += (_, request) => Complain(!request.Url.EndsWith("/report.html", StringComparison.Ordinal), request.Url);
        await page.GotoAsync(new Uri(folder.File($"{sweepOrComparison}/report.html")).AbsoluteUri);
        return page;

        void Complain(bool isWrong, string text)
        {
            if (isWrong)
            {
                complaints?.Add(text);
            }
        }
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
    }

    public void Dispose()
    {
        playwright?.Dispose();
        folder.Dispose();
    }
}
