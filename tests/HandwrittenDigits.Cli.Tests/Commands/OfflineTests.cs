using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

/// <summary>A machine without MNIST and without a network: everything runs on synthetic digits, and says so.</summary>
public sealed class OfflineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Evaluate_NothingAtHand_MeasuresOnSyntheticDigitsAndSaysSo()
    {
        DigitsResult result = await RunAsync("evaluate");

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Error.ShouldContain("MNIST is out of reach, so these are synthetic digits");
        result.Output.ShouldContain("2,000 images");
        result.Output.ShouldContain("A program drew these digits");
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Train_NothingAtHand_TrainsOnSyntheticDigitsAndSaysSo()
    {
        DigitsResult result = await RunAsync("train", "--epochs", "1", "--training-images", "600", "--runs", folder.File("runs"));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Error.ShouldContain("MNIST is out of reach, so these are synthetic digits");
        result.Output.ShouldContain("synthetic");
        Directory.GetFiles(folder.File("runs"), "model.safetensors", SearchOption.AllDirectories).Length.ShouldBe(1);
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
                ["XDG_CACHE_HOME"] = folder.File("cache"),
                ["LOCALAPPDATA"] = folder.File("cache"),
                ["HTTPS_PROXY"] = "http://127.0.0.1:9",
                ["NO_PROXY"] = null,
                ["no_proxy"] = null,
                ["https_proxy"] = null,
            },
            cancellationToken: cancellation);
    }
}
