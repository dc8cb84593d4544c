using System.Diagnostics;
using System.Text;
using SharedSource;

namespace HandwrittenDigits.Benchmarks;

/// <summary>Writes the report: every benchmark's output under the command that made it.</summary>
internal static class Report
{
    private const string Command = "dotnet run -c Release --project benchmarks/HandwrittenDigits.Benchmarks --";

    private static readonly Section[] Sections =
    [
        new("Accuracy, calibration and \"unsure\"", "accuracy",
            "The recipe of the shipped model, `models/recipe.json`, with five seeds. Writers are either trained on or validated by, never "
            + "both; the epoch with the lowest validation loss is kept; the test set and the drawn digits chose nothing. \"No digit\" are "
            + "letters, signs, scribbles, two digits over each other, and blanks, drawn by rule with other seeds than those that the "
            + "network saw."),
        new("MNIST alone", "accuracy --recipe benchmarks/most-accurate.json",
            "A network that learns nothing but MNIST's digits: no synthetic ones, no corrupted images, no drawings that are no digit. "
            + "So it is not unsure of what is none."),
        new("The smallest network over 99 %", "accuracy --recipe benchmarks/smallest.json",
            "As few parameters as read 99 % of the test set: trained on MNIST alone, by a recipe of its own, with five seeds; "
            + "the epoch with the highest validation accuracy is kept."),
        new("Drawn digits", "drawings",
            "Digits that 105 people drew with a pen (UNIPEN 1a), read by the shipped model and never trained on."),
        new("Pictures", "pictures",
            "Pictures by 61 people, made to try other readers of digits: photos, scans, drawings on a screen, printed digits, numbers, "
            + "sheets, and what is no digit. None trained anything. \"Looking\" are those of half of the people, which may be looked at to "
            + "understand what fails; \"measuring\" are the others'. A number is right where all of its digits are."),
        new("Robustness", "robustness", "Test images made worse, beside the network that most people train first."),
        new("Time to 99 %", "time-to-99 --example-seeds 5", "Every run is a process of its own; evaluation is not counted."),
        new("How near the limit", "throughput", "Libtorch's own matrix product is what this machine can do."),
        new("One image", "predict", "Latency beside ONNX Runtime."),
        new("In the page", "pad", "The drawing pad in Chromium."),
        new("Training loop", "train --rounds 5", "What the trainer costs over the shortest loop."),
        new("Loading", "load", "What checking and decoding cost over unzipping."),
    ];

    /// <summary>Runs every benchmark but those left out, whose section stays as it was.</summary>
    public static async Task Run(string path, IReadOnlyList<string> only)
    {
        Dictionary<string, string> earlier = File.Exists(path) ? Parse(await File.ReadAllTextAsync(path)) : [];
        StringBuilder report = new StringBuilder("# The record\n\nMade by `").Append(Command)
            .Append(" report`; each section by the command that stands in it. "
                + "Of times only ratios mean anything: they are of two things in one run of one machine.\n");
        foreach (Section section in Sections)
        {
            Console.Error.WriteLine(section.Title);
            string? body = only.Count == 0 || only.Contains(section.Name)
                || only.Contains(section.Arguments) ? await RunSection(section) : earlier.GetValueOrDefault(section.Title);
            report.Append(body ?? $"\n## {section.Title}\n\nNot measured yet: `{Command} {section.Arguments}`\n");
        }

        AtomicFile.WriteAllText(path, report.ToString());
    }

    private static async Task<string> RunSection(Section section)
    {
        using Process run =
            Process.Start(new ProcessStartInfo(Environment.ProcessPath!, section.Arguments) { RedirectStandardOutput = true })!;
        string output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        return run.ExitCode == 0
            ? $"\n## {section.Title}\n\n{section.About}\n\n`{Command} {section.Arguments}`\n\n{output.Trim()}\n"
            : throw new InvalidOperationException(
                $"'{section.Arguments}' failed with exit code {run.ExitCode}; the report stays as it was.");
    }

    // A report's sections by title, each from its heading to the next.
    private static Dictionary<string, string> Parse(string report) => report.Split("\n## ").Skip(1)
        .ToDictionary(section => section[..section.IndexOf('\n')], section => $"\n## {section.TrimEnd('\n')}\n");

    private sealed record Section(string Title, string Arguments, string About)
    {
        public string Name => Arguments.Split(' ')[0];
    }
}
