using System.Text.Json;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Notebooks.Comparison;

/// <summary>The confusion matrix that a run's report holds.</summary>
internal static class RunConfusion
{
    /// <summary>Its rows, what the digits are; nothing where the run has read no test images.</summary>
    public static int[][]? Read(RunSummary run)
    {
        try
        {
            string path = RunFolder.Open(run.Folder).ReportPath;
            if (!File.Exists(path))
            {
                return null;
            }

            using var report = JsonDocument.Parse(File.ReadAllBytes(path));
            return report.RootElement.GetProperty("confusion").GetProperty("rows").Deserialize<int[][]>();
        }
        catch (Exception e) when (
            e is RunFolderException or IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // One damaged report does not hide the others.
            return null;
        }
    }
}
