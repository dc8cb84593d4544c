using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Training.Runs;
using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Cli.Sweeps;

/// <summary>Shows what a sweep would do, and what it came to.</summary>
internal sealed class SweepTables(CommandOutput output)
{
    private const int MostConfigurations = 20;

    /// <summary>A row a training, done or not.</summary>
    public void Plan(SweepStatus status)
    {
        TextTable table = output.Table(">#", "Run", "State", ">Epochs", "What the sweep sets");
        foreach (SweepTaskStatus task in status.Tasks)
        {
            table.AddTextRow(
                $"{task.Task.Number}",
                task.Task.Name,
                SweepDisplay.Name(task.State),
                $"{task.Run?.Epochs.Count ?? 0}/{task.Task.Options.Epochs}",
                task.Task.Description);
        }

        output.Results.Write(table);
    }

    /// <summary>A row a configuration, best first, and the winner.</summary>
    public void Result(SweepStatus status, SweepFolder folder, string file)
    {
        TextTable table = output.Table("Configuration", ">Runs", ">Validation", ">Standard deviation", "Best run");
        foreach (IGrouping<string, SweepTaskStatus> runs in status.Tasks.Where(task => task.State == SweepTaskState.Complete)
            .GroupBy(task => task.Task.Configuration).OrderByDescending(runs => runs.Average(Accuracy)).Take(MostConfigurations))
        {
            var spread = Spread.Of([.. runs.Select(Accuracy)]);
            table.AddTextRow(
                runs.Key.Length > 0 ? runs.Key : "-", $"{runs.Count()}", Percentage.Of(spread.Mean), Percentage.Of(
                    spread.StandardDeviation),
                runs.MaxBy(Accuracy)!.Task.Name);
        }

        output.Results.Write(table);
        output.Result(
            $"{status.Count(SweepTaskState.Complete)} of {status.Tasks.Count} trainings are complete, "
            + $"in {DisplayPath.Of(folder.FullPath)}.");
        if (status.Count(SweepTaskState.GivenUp) is > 0 and var givenUp)
        {
            output.Result($"{givenUp} were given up, their configurations being behind on the validation images.");
        }

        if (status.Count(SweepTaskState.Failed) is > 0 and var failed)
        {
            SweepTaskStatus first = status.Tasks.First(task => task.State == SweepTaskState.Failed);
            output.Result($"{failed} failed, the first of them training {first.Task.Number} ({first.Task.Description}): {first.Note}");
            output.Result($"To try what failed again: digits sweep {DisplayPath.Of(file)} --retry-failed");
        }

        if (status.Winner is { } winner)
        {
            output.Result(
                $"Best on the validation images: {winner.Configuration}, {Percentage.Of(winner.ValidationAccuracy)}"
                + (winner.Seeds > 1 ? $" in the mean of {winner.Seeds} runs." : "."));
            output.Result(
                $"Its run {winner.Run} alone has read the test set: "
                + $"{Percentage.Of(winner.TestAccuracy)} of {winner.TestCount:N0} images right.");
        }
    }

    private static double Accuracy(SweepTaskStatus task) => task.Run!.Best!.ValidationAccuracy;
}
