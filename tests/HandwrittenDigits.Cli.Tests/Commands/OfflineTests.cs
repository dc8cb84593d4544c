using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

/// <summary>A machine without MNIST and without a network: what needs MNIST says how to go on without it.</summary>
public sealed class OfflineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("evaluate")]
    [InlineData("train")]
    public async Task Command_NothingAtHand_FailsAndNamesTheOptionForSyntheticDigits(string command)
    {
        DigitsResult result = await RunAsync(command);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("digits data fetch");
        result.Error.ShouldContain("add --synthetic");
        result.Error.ShouldNotContain("   at ");
        Directory.Exists(folder.At("runs")).ShouldBeFalse();
    }

    [Fact]
    public async Task Evaluate_Synthetic_MeasuresOnSyntheticDigitsAndSaysSo()
    {
        DigitsResult result = await RunAsync("evaluate", "--synthetic");

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Error.ShouldContain("Synthetic digits, which a program draws");
        result.Output.ShouldContain("2,000 images");
        result.Output.ShouldContain("A program drew these digits");
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Train_Synthetic_IsSaidResumedAndReadByItsFolder()
    {
        DigitsResult result = await RunAsync(
            "train", "--synthetic", "--epochs", "1", "--training-images", "600", "--runs", folder.At("runs"));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Error.ShouldContain("Synthetic digits, which a program draws");
        result.Output.ShouldContain("synthetic");
        string run =
            Directory.GetDirectories(folder.At("runs")).Where(path => !Path.GetFileName(path).StartsWith('.')).ShouldHaveSingleItem();
        DigitsResult again = await RunAsync("train", "--resume", run);
        again.ExitCode.ShouldBe(0, again.ToString());
        again.Output.ShouldContain("is complete: all 1 epochs are done");
        DigitsResult read = await RunAsync("evaluate", "--synthetic", "--model", run, "--json");
        read.Json().GetProperty("count").GetInt32().ShouldBe(2_000);
    }

    [Fact]
    public async Task Tour_NothingAtHand_SaysSyntheticInItsFirstAndItsLastLine()
    {
        Directory.CreateDirectory(folder.At("notebooks"));
        await File.WriteAllTextAsync(
            folder.At("notebooks/one.ipynb"),
            """
            { "nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
              { "cell_type": "code", "id": "a", "metadata": {}, "execution_count": null, "outputs": [],
                "source": "Environment.GetEnvironmentVariable(\"HANDWRITTEN_DIGITS_OFFLINE\")" } ] }
            """,
            cancellation);

        DigitsResult result = await RunAsync("tour", "--notebooks", folder.At("notebooks"), "--output", folder.At("pages"));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Error.Split('\n').First(line => !line.StartsWith("note:", StringComparison.Ordinal)).ShouldContain("synthetic digits");
        result.Output.TrimEnd().Split('\n')[^1].ShouldContain("synthetic digits");
        (await File.ReadAllTextAsync(folder.At("pages/one.ipynb"), cancellation)).ShouldContain("\"1\"");
    }

    [Fact]
    public async Task Fetch_NothingAtHand_SaysWhatEachMirrorDid()
    {
        DigitsResult result = await RunAsync("data", "fetch", "--json");

        result.ExitCode.ShouldNotBe(0, result.ToString());
        result.Json().GetProperty("error").GetString().ShouldNotBeNull().ShouldContain("storage.googleapis.com");
    }

    // No network: a proxy that nobody runs. No data: folders of the test's own.
    private Task<DigitsResult> RunAsync(params string[] arguments)
    {
        Assert.SkipWhen(
            File.Exists(Path.Combine(Repository.Root, "data", "mnist", "train-images-idx3-ubyte.gz")),
            "MNIST lies in this clone's data/, where every command finds it");
        return DigitsProcess.RunAsync(
            arguments,
            new Dictionary<string, string?>
            {
                ["HANDWRITTEN_DIGITS_DATA"] = null,
                ["XDG_CACHE_HOME"] = folder.At("cache"),
                ["LOCALAPPDATA"] = folder.At("cache"),
                ["HTTPS_PROXY"] = "http://127.0.0.1:9",
                ["HANDWRITTEN_DIGITS_OFFLINE"] = null,
                ["NO_PROXY"] = null,
                ["no_proxy"] = null,
                ["https_proxy"] = null,
            },
            cancellationToken: cancellation);
    }
}
