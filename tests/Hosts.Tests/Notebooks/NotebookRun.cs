using HandwrittenDigits.Testing;

namespace Hosts.Tests.Notebooks;

/// <summary>
/// The five notebooks of the repository, run once by <c>digits notebook run</c>, two at a time, in a folder of their own. The
/// pages that it wrote stay in <c>artifacts/notebooks</c> to be looked at.
/// </summary>
public sealed class NotebookRun : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("notebooks-").FullName;
    private readonly Lazy<Task<DigitsResult>> run;

    public NotebookRun() => run = new Lazy<Task<DigitsResult>>(RunAsync);

    /// <summary>The notebook that ends in the drawing pad.</summary>
    public const string Drawing = "05-drawing";

    public static IReadOnlyList<string> Names { get; } = ["01-loading", "02-preprocessing", "03-training", "04-evaluation", Drawing];

    private static string Pages => Path.Combine(Repository.Root, "artifacts", "notebooks");

    private string Notebooks => Path.Combine(folder, "notebooks");

    /// <summary>The code cells of a notebook that was run.</summary>
    public async Task<IReadOnlyList<RunCell>> CellsAsync(string name)
    {
        DigitsResult result = await run.Value;
        result.ExitCode.ShouldBe(0, result.Error);
        return RunCell.Parse(await File.ReadAllBytesAsync(Path.Combine(Notebooks, $"{name}.ipynb")));
    }

    /// <summary>The page that a notebook was exported as.</summary>
    public async Task<string> PageAsync(string name)
    {
        DigitsResult result = await run.Value;
        result.ExitCode.ShouldBe(0, result.Error);
        return Path.Combine(Pages, $"{name}.html");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<DigitsResult> RunAsync()
    {
        Directory.CreateDirectory(Notebooks);
        foreach (string name in Names)
        {
            File.Copy(Path.Combine(Repository.Root, "notebooks", $"{name}.ipynb"), Path.Combine(Notebooks, $"{name}.ipynb"));
        }

        Directory.CreateDirectory(Pages);
        return await DigitsProcess.RunAsync(
            ["notebook", "run", Notebooks, "--html", Pages, "--jobs", "2"],
            new Dictionary<string, string?> { ["HANDWRITTEN_DIGITS_DATA"] = RealData.Folder, ["HANDWRITTEN_DIGITS_STATIC_IMAGES"] = null },
            folder);
    }
}
