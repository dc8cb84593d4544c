using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Invocation;

public sealed class WrittenNumberTests
{
    [Theory]
    [InlineData("train --show-config --learning-rate 0,01", "with a point")]
    [InlineData("train --show-config --validation 1,5", "with a point")]
    [InlineData("train --show-config --epochs 1,000", "whole number")]
    [InlineData("train --show-config --training-images 60.000", "whole number")]
    [InlineData("notebook run x.ipynb --timeout 1,5", "with a point")]
    [InlineData("notebook run x.ipynb --output-limit 1,000,000", "whole number")]
    public async Task Number_WithSeparators_IsRefusedAndTheErrorSaysHowToWriteIt(string commandLine, string how)
    {
        string[] words = commandLine.Split(' ');
        DigitsResult result = await DigitsProcess.RunAsync(words, cancellationToken: TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain($"{words[^2]} {words[^1]}");
        result.Error.ShouldContain(how);
    }

    [Fact]
    public async Task Number_WithAnExponent_IsThatNumber()
    {
        DigitsResult result = await DigitsProcess.RunAsync(
            ["train", "--show-config", "--learning-rate", "5e-3"], cancellationToken: TestContext.Current.CancellationToken);

        result.Json().GetProperty("learningRate").GetDouble().ShouldBe(0.005);
    }

    [Fact]
    public async Task NumberInAConfig_WithASeparator_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.At("my.json"), """{ "learningRate": "0,01" }""", TestContext.Current.CancellationToken);

        DigitsResult result = await DigitsProcess.RunAsync(
            ["train", "--show-config", "--config", folder.At("my.json")], cancellationToken: TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("learningRate");
    }
}
