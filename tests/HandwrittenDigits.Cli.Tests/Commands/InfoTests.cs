using System.Text.Json;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class InfoTests
{
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Info_Json_HasTheModelsParameters()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["info", "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        JsonElement info = result.Json();
        info.GetProperty("parameters").GetInt32().ShouldBeInRange(10_000, 250_000);
        info.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
        info.GetProperty("libtorch").GetProperty("folder").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Info_ForAPerson_IsPlainTextWhereItIsPiped()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["info"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("parameters");
        result.Output.ShouldContain("pen strokes");
        result.Output.ShouldNotContain('\e');
    }
}
