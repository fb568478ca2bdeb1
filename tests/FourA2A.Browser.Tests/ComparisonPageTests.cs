using System.Text.Json;
using Microsoft.Playwright;

namespace FourA2A.Browser.Tests;

public sealed class ComparisonPageTests(ReportPage report) : IClassFixture<ReportPage>
{
    [SkippableFact]
    public async Task Page_OpensWithoutErrorOrRequest()
    {
        var complaints = new List<string>();
        var page = await report.OpenAsync(1280, ColorScheme.Light, complaints, ReportPage.Comparison);
        Assert.Equal("Two systems on wet <&\"'> 1.wav", await page.TitleAsync());
        Assert.Empty(complaints);
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light, 380)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 380)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task Page_FitsAndItsPlotsHaveAPointForEachRow(ColorScheme scheme, int width)
    {
        var page = await report.OpenAsync(width, scheme, sweepOrComparison: ReportPage.Comparison);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(ReportPage.Screenshots, $"comparison-{scheme}-{width}.png"), FullPage = true });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.True(await page.EvaluateAsync<bool>("(frame => frame.scrollWidth <= frame.clientWidth)(document.querySelector('#systems .scroll'))"), "the table scrolls");
        var plots = (await page.EvaluateAsync<JsonElement>(ReportTests.Plots)).EnumerateArray().ToList();
        Assert.Equal(9, plots.Count);
        Assert.All(plots, plot =>
        {
            var name = plot.GetProperty("name").GetString();
            Assert.Equal((name, plot.GetProperty("rows").GetInt32()), (name, plot.GetProperty("points").GetInt32()));
            Assert.Equal((name, 2), (name, plot.GetProperty("labels").GetInt32()));
            Assert.False(plot.GetProperty("overlaps").GetBoolean(), $"{name}: labels overlap");
            Assert.True(plot.GetProperty("isInside").GetBoolean(), $"{name}: something lies outside the drawing");
            Assert.True(plot.GetProperty("smallestText").GetDouble() >= 10, $"{name}: letters too small");
        });
    }
}
