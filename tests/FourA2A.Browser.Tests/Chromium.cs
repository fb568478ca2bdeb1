namespace FourA2A.Browser.Tests;

/// <summary>
/// The Chromium of this machine.
/// </summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];

    private static readonly string[] Folders =
    [
        "/usr/bin",
        "/snap/bin",
        "/Applications/Chromium.app/Contents/MacOS",
        "/Applications/Google Chrome.app/Contents/MacOS",
        @"C:\Program Files\Google\Chrome\Application",
    ];

    /// <summary>Path of the program; null where there is none.</summary>
    public static string? Path { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(System.IO.Path.PathSeparator)
            .Concat(Folders)
            .SelectMany(_ => Names, System.IO.Path.Combine)
            .FirstOrDefault(File.Exists);

    /// <summary>Whether this is a run of the continuous integration, which has it.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("CI") == "true";
}
