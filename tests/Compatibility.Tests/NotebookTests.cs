using System.Text.Json.Nodes;
using HandwrittenDigits.Testing;

namespace Compatibility.Tests;

/// <summary>
/// The notebooks, or every other of them, on the original, from packages that were just packed, as a user of it would run them.
/// </summary>
public sealed class NotebookTests(BothKernels kernels)
{
    private static readonly string Configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    [Fact]
    public async Task Notebooks_OnTheOriginal_RunWithoutAnErrorAndShowTheirOutputs()
    {
        Assert.SkipWhen(kernels.Missing is not null, kernels.Missing ?? "");
        foreach (string project in (string[])["HandwrittenDigits", "HandwrittenDigits.Notebooks"])
        {
            (int code, string? output) = await BothKernels.RunAsync(
                Repository.Root, "dotnet", "pack", $"src/{project}", "--no-build", "-c", Configuration);
            code.ShouldBe(0, output);
        }

        string notebooks = Path.Combine(Repository.Root, "notebooks");
        IEnumerable<string> files = Directory.EnumerateFiles(notebooks, "*.ipynb").Order(StringComparer.Ordinal);
        foreach (string file in Sample.Of(files, step: 2))
        {
            await using KernelProcess kernel = await kernels.StartOriginalAsync(notebooks);
            foreach (JsonNode? cell in JsonNode.Parse(await File.ReadAllTextAsync(file))!["cells"]!.AsArray().Where(IsCode))
            {
                string source = string.Concat(cell!["source"]!.AsArray().Select(line => line!.GetValue<string>()));
                List<JsonNode> events = await kernel.RunCellAsync(NotebookParameters.Quick(source));
                List<string> outputs = Outputs.Of(events);
                outputs.ShouldNotContain("failed", $"{Path.GetFileName(file)}:\n{source}\n{events[^1]["event"]}");
                outputs.Any(output => !output.StartsWith("stderr", StringComparison.Ordinal))
                    .ShouldBe(cell["outputs"]!.AsArray().Count > 0, $"{Path.GetFileName(file)}:\n{source}\n{string.Join('\n', outputs)}");
            }
        }
    }

    private static bool IsCode(JsonNode? cell) => cell!["cell_type"]!.GetValue<string>() == "code";
}
