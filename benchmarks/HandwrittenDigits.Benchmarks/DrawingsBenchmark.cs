using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Galleries;
using SharedSource;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// How many real pen-drawn digits the shipped model reads: prepared by the library, and squashed as the classic tutorials do.
/// The drawing pad's page gives the library's answers (the parity test), so its column would be the first one again.
/// </summary>
internal static class DrawingsBenchmark
{
    // The misread drawings, beside the report.
    private const string Picture = "drawn-misread.png";
    private const int Columns = 15;

    public static int Run(string? path, string folder)
    {
        if (StrokesFile() is not { } strokes)
        {
            Console.Error.WriteLine(
                $"Real strokes are missing: set {DataFolders.Variable} to a folder that holds strokes/unipen-1a-dev.jsonl.");
            return 1;
        }

        LabelledDrawing[] drawings = [.. StrokeFile.Read(strokes)];
        FoldedNetwork folded =
            path is null ? FoldedNetwork.FromSafetensors(ShippedModel.File, ShippedModel.Name) : FoldedNetwork.Load(path);
        var network = new ManagedNetwork(folded);
        var random = new Random(1);
        Result[] results = [.. drawings.Select(drawing => new Result(
            drawing,
            Softmax.ArgMax(network.Logits(StrokeRasterizer.Rasterize(drawing.Drawing))),
            Softmax.ArgMax(network.Logits(SquashedCanvas.Draw(drawing.Drawing, random)))))];

        Console.WriteLine(
            $"{drawings.Length:N0} drawings of {Path.GetFileName(strokes)}, one network of {folded.ParameterCount:N0} parameters");
        Console.WriteLine();
        Console.WriteLine("| | drawings | library and pad | squashed canvas |");
        Console.WriteLine("|---|---:|---:|---:|");
        Print("all", results);
        foreach (IGrouping<int, Result> digit in results.GroupBy(result => result.Drawing.Label).OrderBy(group => group.Key))
        {
            Print($"digit {digit.Key}", [.. digit]);
        }

        IEnumerable<IGrouping<string, Result>> devices = results.GroupBy(result => result.Drawing.Device ?? "unknown");
        foreach (IGrouping<string, Result> device in devices.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Print($"device {device.Key}", [.. device]);
        }

        Console.WriteLine();
        ShowMisread(results, folder);
        PrintRounding(folded, drawings);
        return 0;
    }

    // The confusions in numbers, and every misread drawing as the network saw it.
    private static void ShowMisread(Result[] results, string folder)
    {
        Result[] misread =
        [
            .. results.Where(result => result.Library != result.Drawing.Label)
                .OrderBy(result => result.Drawing.Label).ThenBy(result => result.Library),
        ];
        var confusions = ConfusionMatrix.Of(
            [.. misread.Select(result => (byte)result.Drawing.Label)], [.. misread.Select(result => result.Library)]);
        string title = $"The {misread.Length} that are misread: what each was meant to be, and what it was taken for";
        IEnumerable<string> pairs =
            confusions.ConfusedPairs().Take(10).Select(pair => $"{pair.Actual} as {pair.Predicted} ({pair.Count})");
        Console.WriteLine($"Most often taken for another: {string.Join(", ", pairs)}.");
        Console.WriteLine();
        Console.WriteLine($"![{title}]({Picture})");
        Console.WriteLine();
        byte[] picture = DigitGallery.Of(
            title,
            misread.Select(result =>
                (StrokeRasterizer.Rasterize(result.Drawing.Drawing), $"{result.Drawing.Label} as {result.Library}")),
            Columns).ToPng();
        AtomicFile.WriteAllBytes(Path.Combine(folder, Picture), picture);
    }

    // What the pad's page would lose if its weights took less room.
    private static void PrintRounding(FoldedNetwork network, LabelledDrawing[] drawings)
    {
        DigitImage[] images = [.. drawings.Select(drawing => StrokeRasterizer.Rasterize(drawing.Drawing))];
        float[][] exact = Logits(network, images);
        Console.WriteLine("| weights | KB | accuracy | other answers | greatest change of a logit |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (WeightRounding rounding in WeightRounding.All)
        {
            float[][] logits = Logits(rounding.Apply(network), images);
            int right = logits.Zip(drawings).Count(pair => Softmax.ArgMax(pair.First) == pair.Second.Label);
            int other = logits.Zip(exact).Count(pair => Softmax.ArgMax(pair.First) != Softmax.ArgMax(pair.Second));
            float change = logits.Zip(exact).Max(pair => pair.First.Zip(pair.Second, (a, b) => Math.Abs(a - b)).Max());
            Console.WriteLine(
                $"| {rounding.Name} | {network.ParameterCount * rounding.Bytes / 1000.0:0} | {(double)right / images.Length:P2} "
                + $"| {other} | {change:0.00000} |");
        }
    }

    private static float[][] Logits(FoldedNetwork network, DigitImage[] images)
    {
        var managed = new ManagedNetwork(network);
        return [.. images.Select(managed.Logits)];
    }

    private static void Print(string name, Result[] results) => Console.WriteLine(
        $"| {name} | {results.Length:N0} | {Right(results, result => result.Library):P2} "
        + $"| {Right(results, result => result.Squashed):P2} |");

    private static double Right(Result[] results, Func<Result, int> answer) =>
        results.Average(result => answer(result) == result.Drawing.Label ? 1.0 : 0);

    /// <summary>The file of real strokes, or null where there is none.</summary>
    public static string? StrokesFile()
    {
        string? folder = DataFolders.Discover().Find(DataFolders.Strokes);
        string? file = folder is null ? null : Path.Combine(folder, "unipen-1a-dev.jsonl");
        return File.Exists(file) ? file : null;
    }

    // What each preparation was read as.
    private sealed record Result(LabelledDrawing Drawing, int Library, int Squashed);
}
