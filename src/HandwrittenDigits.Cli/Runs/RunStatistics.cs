using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Data;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Cli.Runs;

/// <summary>What is more than chance in a comparison of runs.</summary>
/// <param name="Configurations">The configurations of which there are several runs, and the others; none where all are of one run.</param>
/// <param name="Seeds">The best two configurations over the seeds that they have in common, or nothing.</param>
/// <param name="Images">Two runs on their validation images, or nothing.</param>
internal sealed record RunStatistics(IReadOnlyList<RunGroup> Configurations, SeedComparison? Seeds, ImageComparison? Images)
{
    /// <summary>Works it out.</summary>
    /// <param name="runs">The runs, best first.</param>
    /// <param name="isPair">Whether two runs were named, to be compared image by image.</param>
    /// <param name="output">Told what can't be compared, and why.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<RunStatistics> OfAsync(
        IReadOnlyList<RunSummary> runs, bool isPair, CommandOutput output, CancellationToken cancellation)
    {
        IReadOnlyList<RunGroup> groups = RunGroup.Of(runs);
        bool hasSeeds = groups.Any(group => group.Runs.Count > 1);
        SeedComparison? seeds = hasSeeds && groups.Count > 1 ? SeedComparison.Of(groups[0], groups[1]) : null;
        return new RunStatistics(hasSeeds ? groups : [], seeds, isPair ? await CompareAsync(runs, output, cancellation) : null);
    }

    /// <summary>Shows it to a person.</summary>
    public void Write(CommandOutput output)
    {
        if (Configurations.Count > 0)
        {
            output.Result(string.Empty);
            TextTable table = output.Table(
                "Configuration", ">Runs", ">Validation, mean", ">Standard deviation", ">Test, mean", ">Standard deviation ");
            foreach (RunGroup group in Configurations)
            {
                table.AddTextRow(
                    group.Name.Length > 0 ? group.Name : "all", $"{group.Runs.Count}", Percentage.Of(group.Validation?.Mean),
                    Percentage.Of(group.Validation?.StandardDeviation), Percentage.Of(group.Test?.Mean),
                    Percentage.Of(group.Test?.StandardDeviation));
            }

            output.Results.Write(table);
        }

        foreach (object sentence in new object?[] { Seeds, Images }.OfType<object>())
        {
            output.Result(sentence.ToString()!);
        }
    }

    private static async Task<ImageComparison?> CompareAsync(
        IReadOnlyList<RunSummary> runs, CommandOutput output, CancellationToken cancellation)
    {
        RunFolder[] folders = [.. runs.Select(run => RunFolder.Open(run.Folder))];
        if (folders.Any(folder => !folder.IsComplete) || folders.Any(folder => !File.Exists(Path.Combine(folder.FullPath, "run.json"))))
        {
            return null;
        }

        if (runs[0].Recorded.GetValueOrDefault("images.validation") != runs[1].Recorded.GetValueOrDefault("images.validation"))
        {
            // Told already: other validation images can't be paired.
            return null;
        }

        var selection = TrainingSelection.Read(folders[0]);
        if (await RunImages.TryLoadAsync(selection, output, cancellation) is not { } mnist)
        {
            return null;
        }

        DigitDataset images = selection.Select(mnist).Validation;
        try
        {
            ValidationAnswers[] answers = [.. folders.Select(folder => ValidationAnswers.Of(folder, images, cancellation))];
            return ImageComparison.Of(answers[0], answers[1], images, (runs[0].Name, runs[1].Name));
        }
        catch (RunFolderException e)
        {
            output.Note($"note: {e.Message}");
            return null;
        }
    }
}
