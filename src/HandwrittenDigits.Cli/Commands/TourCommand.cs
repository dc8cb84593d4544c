using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Notebooks;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Data;
using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Html;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits tour</c>: the five notebooks as pages, the last of which is drawn on.</summary>
internal static class TourCommand
{
    private const string FolderName = "notebooks";
    private const long OutputLimit = 10_000_000;

    // Of the five notebooks three wait for none.
    private const int MostJobs = 3;

    private static readonly Option<DirectoryInfo> Source = new("--notebooks")
    {
        Description = "The folder of the notebooks [default: the project's]",
        HelpName = "FOLDER",
    };

    private static readonly Option<DirectoryInfo> Target = new("--output")
    {
        Description = "The folder to write the pages to [default: artifacts/pages of the clone, else pages]",
        HelpName = "FOLDER",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new DigitsCommand(
            "tour",
            "Run the five notebooks, write them as pages that need no network, and say which one to open to draw",
            ("digits tour", "a few minutes; on MNIST, or on synthetic digits where MNIST is out of reach"))
        {
            Source, Target, CommonOptions.Json,
        };
        command.SetAction((parse, cancellation) => RunAsync(parse, CommandOutput.For(parse), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        string? checkout = Path.GetDirectoryName(DataFolders.Discover().Repository);
        string pages = parse.GetValue(Target)?.FullName
            ?? Path.GetFullPath(checkout is null ? "pages" : Path.Combine(checkout, "artifacts", "pages"));
        string source = parse.GetValue(Source)?.FullName ?? Path.Combine(checkout ?? AppContext.BaseDirectory, FolderName);
        IReadOnlyList<string> notebooks = NotebookFiles.Find([source]);
        Directory.CreateDirectory(pages);
        if (source.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
        {
            // An installed program's own folder is no place for what the cells write.
            notebooks = [.. notebooks.Select(notebook => CopyTo(pages, notebook))];
        }

        await LibTorchInstallation.EnsureAsync(output, cancellationToken);
        string? synthetic = await LookForMnistAsync(output, cancellationToken);
        output.Note($"Running {notebooks.Count} notebooks; with MNIST and two processors that takes two or three minutes.");
        var settings = new NotebookRunSettings
        {
            Parameters = new Dictionary<string, string>(),
            Output = pages,
            Html = pages,
            Jobs = Math.Min(Environment.ProcessorCount, MostJobs),
            OutputLimit = OutputLimit,
        };
        int code = await new NotebookRuns(settings).RunAsync(notebooks, cancellationToken);
        if (code == ExitCode.Success)
        {
            Show([.. notebooks.Select(notebook => NotebookFiles.Target(pages, notebook, ".html", several: true))], synthetic, output);
        }
        else if (output.IsJson)
        {
            JsonOutput.Write(new { error = "A notebook did not run to its end; standard error says why.", exitCode = code });
        }

        return code;
    }

    // Once for all notebooks, so that none of them waits for a mirror again.
    private static async Task<string?> LookForMnistAsync(CommandOutput output, CancellationToken cancellationToken)
    {
        if (Mnist.Find() is { } found)
        {
            output.Note($"MNIST from {found.Folder}.");
            return null;
        }

        try
        {
            string folder = await LiveProgress.RunAsync(
                output.Notes,
                bars => Mnist.FetchAsync(progress: new DataProgressDisplay(output.Notes, bars), cancellationToken: cancellationToken));
            output.Note($"MNIST, downloaded to {folder}.");
            return null;
        }
        catch (DigitDataException e)
        {
            Environment.SetEnvironmentVariable(MnistOptions.OfflineVariable, "1");
            const string synthetic =
                "on synthetic digits, which a program drew: their figures say little about handwriting. MNIST was out of reach";
            output.Note($"The notebooks run {synthetic}: {e.Message}");
            return $"They ran {synthetic}.";
        }
    }

    private static string CopyTo(string folder, string notebook)
    {
        string copy = Path.Combine(folder, Path.GetFileName(notebook));
        File.Copy(notebook, copy, overwrite: true);
        return copy;
    }

    // Over the pad stand all the cells before it.
    private static string PlaceOfThePad(string page)
    {
        NotebookCell? pad = NotebookFiles.Load(Path.ChangeExtension(page, ".ipynb")).Cells
            .FirstOrDefault(cell => cell.Outputs.ToJsonString().Contains("data-digit-pad", StringComparison.Ordinal));
        return pad is null ? string.Empty : $"#{NotebookPage.AnchorOf(pad)}";
    }

    // The last notebook is the one with the drawing pad.
    private static void Show(IReadOnlyList<string> pages, string? synthetic, CommandOutput output)
    {
        if (output.IsJson)
        {
            JsonOutput.Write(new { pages, draw = pages[^1], synthetic = synthetic is not null });
            return;
        }

        string draw = new Uri(pages[^1]).AbsoluteUri + PlaceOfThePad(pages[^1]);
        output.Result("The notebooks as pages, which need no network:");
        foreach (string page in pages)
        {
            output.Result($"  {page}");
        }

        output.Result($"To draw, open {draw} in a browser.");
        if (synthetic is not null)
        {
            output.Result(synthetic);
        }
    }
}
