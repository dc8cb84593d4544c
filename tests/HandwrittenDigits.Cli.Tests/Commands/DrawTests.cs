using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class DrawTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Draw_WithoutABrowser_WritesAPageWithThePadAndSaysWhere()
    {
        string page = folder.At("pads/pad.html");
        DigitsResult result = await DigitsProcess.RunAsync(
            ["draw", "--output", page, "--no-browser"], cancellationToken: TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain(new Uri(page).AbsoluteUri);
        string html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        html.ShouldContain("data-digit-pad");
        html.ShouldNotContain("src=\"http");
    }
}
