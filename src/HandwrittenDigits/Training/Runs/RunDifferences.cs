namespace HandwrittenDigits.Training.Runs;

/// <summary>What runs were made from that is not the same for all of them.</summary>
public static class RunDifferences
{
    /// <summary>What follows from the machine's moment rather than from a decision.</summary>
    internal static readonly string[] Circumstances = ["version", "libraries", "system", "threads.used"];

    /// <summary>The images that judged a run.</summary>
    internal const string TestImages = $"{Images}test";

    private const string Images = "images.";

    /// <summary>The names of <see cref="RunSummary.Recorded"/> whose values differ, options first.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyCollection<RunSummary> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return
        [
            .. runs.SelectMany(run => run.Recorded.Keys).Distinct(StringComparer.Ordinal)
                .Where(name => Differ(runs, name))
                .OrderBy(name => Array.IndexOf(Circumstances, name)).ThenBy(name => name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether a name stands for where a run took place or which images it had, rather than for an option.</summary>
    public static bool IsCircumstance(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Circumstances.Contains(name, StringComparer.Ordinal) || name.StartsWith(Images, StringComparison.Ordinal);
    }

    /// <summary>
    /// What makes a comparison of these runs' figures dishonest, a sentence each: accuracies on different validation or test images, and
    /// runs that are not done.
    /// </summary>
    public static IReadOnlyList<string> Warnings(IReadOnlyCollection<RunSummary> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var warnings = new List<string>();
        if (Differ(runs.Where(run => run.Epochs.Count > 0), "images.validation"))
        {
            warnings.Add("These runs were validated on different images, so that their validation accuracies can't be compared.");
        }

        if (Differ(runs, TestImages))
        {
            warnings.Add("These runs were judged on different test images, so that their test accuracies can't be compared.");
        }

        int unfinished = runs.Count(run => run.State != RunState.Complete);
        if (unfinished > 0 && unfinished < runs.Count)
        {
            warnings.Add(
                $"{unfinished} of {runs.Count} runs {(unfinished == 1 ? "is" : "are")} not complete: what they come to may still change.");
        }

        return warnings;
    }

    // A run that has not read the test set, as most of a sweep have not, was not judged by other images.
    private static bool Differ(IEnumerable<RunSummary> runs, string name) =>
        runs.Select(run => run.Recorded.GetValueOrDefault(name)).Where(value => value is not null || name != TestImages)
            .Distinct().Skip(1).Any();
}
