using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Invocation;

public sealed class HelpTests
{
    [Fact]
    public async Task NoArguments_Always_ShowsWhatToTry()
    {
        DigitsResult result = await DigitsProcess.RunAsync([], cancellationToken: TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("digits predict");
        result.Output.Split('\n').Length.ShouldBeLessThan(20);
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Help_OfTheProgram_DocumentsTheExitCodes()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["--help"], cancellationToken: TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("Exit codes:");
        result.Output.ShouldContain("130");
        result.Output.ShouldNotContain('\e');
    }

    [Fact]
    public async Task UnknownCommand_Always_IsAUsageErrorOnStandardError()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["fly"], cancellationToken: TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("fly");
        result.Error.ShouldContain("digits --help");
    }

    [Fact]
    public async Task UnknownCommand_WithJson_WritesOneObjectWithTheError()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["fly", "--json"], cancellationToken: TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Json().GetProperty("error").GetString().ShouldNotBeNull().ShouldContain("fly");
        result.Json().GetProperty("exitCode").GetInt32().ShouldBe(2);
        result.Error.ShouldContain("fly");
    }

    [Theory]
    [InlineData("predct x.png", "'predict'")]
    [InlineData("predict x.png --modle m", "'--model'")]
    [InlineData("data fecth", "'fetch'")]
    [InlineData("train --epohcs 3", "'--epochs'")]
    [InlineData("runs list --vrebose", "'--verbose'")]
    public async Task MistypedWord_OfACommandLine_IsAnsweredWithWhatWasMeant(string commandLine, string meant)
    {
        DigitsResult result =
            await DigitsProcess.RunAsync(commandLine.Split(' '), cancellationToken: TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain($"Did you mean {meant}?");
    }

    [Theory]
    [InlineData("predict --nmber", 2, "Unrecognized option '--nmber'")]
    [InlineData("predict -- --nmber", 3, "Could not find file")]
    public async Task WordWithADash_OfACommandThatTakesFiles_IsAFileOnlyAfterTwoDashes(string commandLine, int exitCode, string error)
    {
        DigitsResult result =
            await DigitsProcess.RunAsync(commandLine.Split(' '), cancellationToken: TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(exitCode, result.ToString());
        result.Error.ShouldContain(error);
    }
}
