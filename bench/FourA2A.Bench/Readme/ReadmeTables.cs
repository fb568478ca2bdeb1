using System.Text.RegularExpressions;

namespace FourA2A.Bench.Readme;

/// <summary>
/// The regions of a text that hold tables from result files.
/// </summary>
/// <remarks>
/// A region begins with a comment that says what stands there, and ends with another; what is between is written anew:
/// <code>
/// &lt;!-- bench
/// file: amd-epyc-2-cores/hessian
/// table: rows
/// columns: work; median ms = ms; % of bound
/// where: chunks = 16; engine = simd (Vector512, 1 thread) | serial (double, 1 thread)
/// --&gt;
/// &lt;!-- end --&gt;
/// </code>
/// A column may get another heading; a row is shown where every column named by <c>where</c> has one of its values. The table <c>figures</c> has the columns <c>figure</c>
/// and <c>value</c>. <c>file: A | B</c> puts the rows of B below those of A. Where no file is there, a line says which command makes it.
/// </remarks>
internal static partial class ReadmeTables
{
    /// <summary>The text with all regions written from the files.</summary>
    /// <param name="text">The text.</param>
    /// <param name="resultsFolder">Folder of the result files, one for each machine.</param>
    /// <exception cref="InputException">A region asks for what no file has.</exception>
    public static string Write(string text, string resultsFolder)
        => Regions().Replace(text, region => $"{region.Groups["head"].Value}\n{ReadmeTable.Parse(region.Groups["body"].Value).Markdown(resultsFolder)}\n<!-- end -->");

    [GeneratedRegex(@"(?<head><!-- bench\n(?<body>.*?)-->)\n.*?<!-- end -->", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: -1)]
    private static partial Regex Regions();
}
