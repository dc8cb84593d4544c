using System.Globalization;
using HandwrittenDigits.Evaluation;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Output;

/// <summary>Shows an evaluation as tables.</summary>
internal sealed class EvaluationDisplay(CommandOutput output)
{
    private const int MostConfused = 10;
    private const int MostHard = 10;

    /// <summary>Writes the whole report.</summary>
    public void Write(EvaluationReport report)
    {
        WriteSummary(report);
        WriteClasses(report);
        WriteConfusion(report);
        WriteCalibration(report);
        WriteHardest(report);
    }

    private void WriteSummary(EvaluationReport report)
    {
        output.Result($"{report.Data}: {report.Count:N0} images");
        if (report.IsSynthetic)
        {
            output.Result("A program drew these digits: the figures say little about people's handwriting.");
        }

        TextTable table = output.Table("Figure", ">Value", "Meaning");
        string interval = $"{Percentage.Of(report.AccuracyInterval.Lower)} to {Percentage.Of(report.AccuracyInterval.Upper)}";
        table.AddTextRow("Accuracy", Percentage.Of(report.Accuracy), $"95 % interval {interval}; {report.Errors:N0} read wrong");
        table.AddTextRow("Negative log likelihood", $"{report.Calibration.NegativeLogLikelihood:0.0000}", "nats, mean; 0 is perfect");
        table.AddTextRow(
            "Calibration error",
            Percentage.Of(report.Calibration.ExpectedCalibrationError),
            $"ECE, {Calibration.BinCount} bins: how far confidence and accuracy lie apart");
        table.AddTextRow("Brier score", $"{report.Calibration.BrierScore:0.0000}", "0 is perfect, 2 the worst");
        table.AddTextRow("Temperature", $"{report.Temperature:0.000}", "what logits are divided by");
        if (report.UnsureShare is { } unsure)
        {
            table.AddTextRow("Unsure", Percentage.Of(unsure), "answered with 'unsure'");
        }

        Write(table);
    }

    private void WriteClasses(EvaluationReport report)
    {
        TextTable table = output.Table("Digit", ">Images", ">Precision", ">Recall", ">F1");
        foreach (ClassScore score in report.Classes)
        {
            table.AddTextRow(
                $"{score.Digit}", $"{score.Support:N0}",
                Percentage.Of(score.Precision), Percentage.Of(score.Recall), Percentage.Of(score.F1));
        }

        Write(table);
    }

    private void WriteConfusion(EvaluationReport report)
    {
        output.Result("Rows: what it is. Columns: what it was read as.");
        IEnumerable<string> digits = report.Classes.Select(score => score.Digit.ToString(CultureInfo.InvariantCulture));
        TextTable table = output.Table(["", .. digits.Select(digit => $">{digit}")]);
        foreach ((int digit, IReadOnlyList<int> row) in report.Confusion.Rows.Index())
        {
            table.AddTextRow([$"{digit}", .. row.Select(count => count == 0 ? "." : $"{count}")]);
        }

        Write(table);
        if (report.ConfusedPairs.Count > 0)
        {
            TextTable pairs = output.Table("It is", "Read as", ">How often");
            foreach (ConfusedPair pair in report.ConfusedPairs.Take(MostConfused))
            {
                pairs.AddTextRow($"{pair.Actual}", $"{pair.Predicted}", $"{pair.Count:N0}");
            }

            Write(pairs);
        }
    }

    private void WriteCalibration(EvaluationReport report)
    {
        TextTable table = output.Table("Confidence", ">Images", ">Mean confidence", ">Accuracy");
        foreach (ReliabilityBin bin in report.Calibration.Bins.Where(bin => bin.Count > 0))
        {
            table.AddTextRow(
                $"{bin.Lower * 100:0} to {bin.Upper * 100:0} %", $"{bin.Count:N0}",
                Percentage.Of(bin.Confidence), Percentage.Of(bin.Accuracy));
        }

        Write(table);
    }

    private void WriteHardest(EvaluationReport report)
    {
        output.Result("The hardest: whose true digit got the least probability.");
        TextTable table = output.Table(">Image", "It is", "Read as", ">Its probability", ">The answer's");
        foreach (HardExample example in report.Hardest.Take(MostHard))
        {
            table.AddTextRow(
                $"{example.Index}",
                $"{example.Actual}",
                $"{example.Predicted}",
                Percentage.Of(example.ActualProbability),
                Percentage.Of(example.PredictedProbability));
        }

        Write(table);
    }

    private void Write(TextTable table)
    {
        output.Results.Write(table);
        output.Result(string.Empty);
    }
}
