using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Onnx_OfTheShippedModel_WritesTheFile()
    {
        string file = folder.At("digits.onnx");

        DigitsResult result = await DigitsProcess.RunAsync(["export", "onnx", "--output", file, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("file").GetString().ShouldBe(file);
        new FileInfo(file).Length.ShouldBeGreaterThan(100_000);
    }

    [Fact]
    public async Task Onnx_OfAMissingModel_SaysWhichFile()
    {
        DigitsResult result = await DigitsProcess.RunAsync(
            ["export", "onnx", "--model", folder.At("none.safetensors"), "--output", folder.At("digits.onnx")],
            cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("none.safetensors");
        File.Exists(folder.At("digits.onnx")).ShouldBeFalse();
    }
}
