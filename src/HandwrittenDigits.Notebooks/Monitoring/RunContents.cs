using HandwrittenDigits.Notebooks.Display;

namespace HandwrittenDigits.Notebooks.Monitoring;

/// <summary>What a run leaves in its folder.</summary>
public static class RunContents
{
    private static readonly (string Pattern, string What)[] Known =
    [
        ("options.json", "every option"),
        ("run.json", "when, with which version, on which data"),
        ("metrics.jsonl", "a line an epoch"),
        ("events.out.tfevents", "the same for TensorBoard"),
        ("checkpoint", "what the next epoch needs"),
        ("model", "the best epoch's network"),
        ("report", "how it reads the test digits"),
    ];

    /// <summary>The files of a run, with what each is for.</summary>
    public static TableOutput Of(MonitoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new TableOutput(
            $"What run {run.Name} left",
            ["file", "kilobytes", "what it is"],
            [
                .. new DirectoryInfo(run.Folder.FullPath).GetFiles().Where(file => !file.Name.StartsWith('.'))
                    .OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => (string[])
                [
                    file.Name.StartsWith("events", StringComparison.Ordinal) ? "events.out.tfevents…" : file.Name,
                    $"{Math.Max(1, file.Length / 1024)}",
                    Known.FirstOrDefault(known => file.Name.StartsWith(known.Pattern, StringComparison.Ordinal)).What ?? "",
                ]),
            ]);
    }
}
