using System.Text.Json;
using Microsoft.Playwright;

namespace FourA2A.Browser.Tests;

public sealed class ReportTests(ReportPage report) : IClassFixture<ReportPage>
{
    // What a reader sees of each plot, and what the CSV behind it says.
    internal const string Plots =
        """
        [...document.querySelectorAll('figure.plot')].map(figure => {
            const drawing = figure.querySelector('svg'), link = figure.querySelector('a[download]');
            const text = new TextDecoder().decode(Uint8Array.from(atob(link.href.split(',')[1]), sign => sign.charCodeAt(0)));
            const box = drawing.getBoundingClientRect();
            const shown = [...drawing.querySelectorAll('text')].map(element => element.getBoundingClientRect());
            const ticks = axis => [...drawing.querySelectorAll(`.axis.${axis} .tick`)].map(element => element.getBoundingClientRect());
            const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            const inside = part => part.left >= box.left - 1 && part.right <= box.right + 1 && part.top >= box.top - 1 && part.bottom <= box.bottom + 1;
            return {
                name: figure.id,
                rows: text.trimEnd().split('\n').length - 1,
                points: drawing.querySelectorAll('.point').length + [...drawing.querySelectorAll('.trace')].reduce((sum, line) => sum + line.points.length, 0),
                ticksX: ticks('x').length,
                ticksY: ticks('y').length,
                labels: [...drawing.querySelectorAll('.axis .label')].filter(label => label.textContent.length > 0 && label.getBoundingClientRect().width > 0).length,
                overlaps: shown.some((a, n) => shown.some((b, m) => n < m && touch(a, b))),
                isInside: shown.every(inside) && [...drawing.querySelectorAll('.point')].every(point => inside(point.getBoundingClientRect())),
                smallestText: Math.min(...shown.map(element => element.height)),
                visible: box.width > 0,
            };
        })
        """;

    [SkippableFact]
    public async Task Report_OpensWithoutErrorOrRequest()
    {
        var complaints = new List<string>();
        var page = await report.OpenAsync(1280, ColorScheme.Light, complaints);
        Assert.Equal("Sweep of unit <&\"'> 1", await page.TitleAsync());
        Assert.Equal("Sweep of unit <&\"'> 1", await page.InnerTextAsync("h1"));
        Assert.Empty(complaints);
    }

    [SkippableTheory]
    [InlineData(380)]
    [InlineData(768)]
    [InlineData(1280)]
    public async Task Plots_HaveAxesLabelsAndAPointForEachRow(int width)
    {
        var page = await report.OpenAsync(width, ColorScheme.Light);
        await UnfoldAsync(page);
        var plots = (await page.EvaluateAsync<JsonElement>(Plots)).EnumerateArray().ToList();
        Assert.NotEmpty(plots);
        Assert.All(plots, plot =>
        {
            var name = plot.GetProperty("name").GetString();
            Assert.True(plot.GetProperty("visible").GetBoolean(), name);
            Assert.True(plot.GetProperty("rows").GetInt32() > 0, name);
            Assert.Equal((name, plot.GetProperty("rows").GetInt32()), (name, plot.GetProperty("points").GetInt32()));
            Assert.True(plot.GetProperty("ticksX").GetInt32() >= 2 && plot.GetProperty("ticksY").GetInt32() >= 2, name);
            Assert.Equal((name, 2), (name, plot.GetProperty("labels").GetInt32()));
            Assert.False(plot.GetProperty("overlaps").GetBoolean(), $"{name}: labels overlap");
            Assert.True(plot.GetProperty("isInside").GetBoolean(), $"{name}: something lies outside the drawing");
            Assert.True(plot.GetProperty("smallestText").GetDouble() >= 10, $"{name}: letters too small");
        });
    }

    [SkippableTheory]
    [InlineData(380)]
    [InlineData(768)]
    [InlineData(1280)]
    public async Task Page_DoesNotOverflow(int width)
    {
        var page = await report.OpenAsync(width, ColorScheme.Light);
        await UnfoldAsync(page);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));

        // What is wider than the page lies in a frame that scrolls.
        Assert.Empty(await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('main *')]
                .filter(element => !element.closest('.scroll') && element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .map(element => element.tagName)
            """));
        Assert.True(await page.EvaluateAsync<bool>("(frame => frame.scrollWidth > frame.clientWidth)(document.querySelector('#table .scroll'))"));
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light, 380)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 380)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task Page_ContrastsInLightAndDark(ColorScheme scheme, int width)
    {
        var page = await report.OpenAsync(width, scheme);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(ReportPage.Screenshots, $"report-{scheme}-{width}.png"), FullPage = true });

        // WCAG 2: relative luminances, 4.5 for letters and 3 for graphics.
        var contrasts = await page.EvaluateAsync<JsonElement>(
            """
            (() => {
                const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
                const luminance = colour => {
                    canvas.fillStyle = colour;
                    canvas.fillRect(0, 0, 1, 1);
                    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                };
                const paper = luminance(getComputedStyle(document.body).backgroundColor);
                const contrast = colour => (other => (Math.max(paper, other) + 0.05) / (Math.min(paper, other) + 0.05))(luminance(colour));
                const of = (selector, property) => Math.min(...[...document.querySelectorAll(selector)].map(element => contrast(getComputedStyle(element)[property])));
                return { paper, letters: Math.min(of('p, h1, h2, td, a', 'color'), of('figure text', 'fill')), points: of('#curves .point:not(.hollow), #scores .point, #convergence .point', 'fill') };
            })()
            """);
        Assert.Equal(scheme == ColorScheme.Dark, contrasts.GetProperty("paper").GetDouble() < 0.1);
        Assert.True(contrasts.GetProperty("letters").GetDouble() >= 4.5);
        Assert.True(contrasts.GetProperty("points").GetDouble() >= 3);
    }

    private static async Task UnfoldAsync(IPage page) => await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
}
