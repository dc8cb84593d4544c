using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// How many real pen-drawn digits the shipped model reads: prepared by the library, and squashed as the classic tutorials do.
/// The drawing pad's page gives the library's answers (the parity test), so its column would be the first one again.
/// </summary>
internal static class DrawingsBenchmark
{
    public static int Run(string? path)
    {
        if (StrokesFile() is not { } strokes)
        {
            Console.Error.WriteLine($"Real strokes are missing: set {DataFolders.Variable} to a folder that holds strokes/unipen-1a-dev.jsonl.");
            return 1;
        }

        LabelledDrawing[] drawings = [.. StrokeFile.Read(strokes)];
        FoldedNetwork folded = path is null ? FoldedNetwork.FromSafetensors(ShippedModel.File, ShippedModel.Name) : FoldedNetwork.Load(path);
        var network = new ManagedNetwork(folded);
        var random = new Random(1);
        Result[] results = [.. drawings.Select(drawing => new Result(
            drawing.Label,
            drawing.Device ?? "unknown",
            Reads(network, StrokeRasterizer.Rasterize(drawing.Drawing), drawing.Label),
            Reads(network, SquashedCanvas.Draw(drawing.Drawing, random), drawing.Label)))];

        Console.WriteLine($"{drawings.Length:N0} drawings of {Path.GetFileName(strokes)}, one network of {folded.ParameterCount:N0} parameters");
        Console.WriteLine();
        Console.WriteLine("| | drawings | library and pad | squashed canvas |");
        Console.WriteLine("|---|---:|---:|---:|");
        Print("all", results);
        foreach (IGrouping<int, Result> digit in results.GroupBy(result => result.Label).OrderBy(group => group.Key))
        {
            Print($"digit {digit.Key}", [.. digit]);
        }

        foreach (IGrouping<string, Result> device in results.GroupBy(result => result.Device).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Print($"device {device.Key}", [.. device]);
        }

        Console.WriteLine();
        PrintRounding(folded, drawings);
        return 0;
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
                $"| {rounding.Name} | {network.ParameterCount * rounding.Bytes / 1000.0:0} | {(double)right / images.Length:P2} | {other} | {change:0.00000} |");
        }
    }

    private static float[][] Logits(FoldedNetwork network, DigitImage[] images)
    {
        var managed = new ManagedNetwork(network);
        return [.. images.Select(managed.Logits)];
    }

    private static bool Reads(ManagedNetwork network, DigitImage image, int label) => Softmax.ArgMax(network.Logits(image)) == label;

    private static void Print(string name, Result[] results) => Console.WriteLine(
        $"| {name} | {results.Length:N0} | {results.Average(result => result.Library ? 1.0 : 0):P2} | {results.Average(result => result.Squashed ? 1.0 : 0):P2} |");

    /// <summary>The file of real strokes, or null where there is none.</summary>
    public static string? StrokesFile()
    {
        string? folder = DataFolders.Discover().Find(DataFolders.Strokes);
        string? file = folder is null ? null : Path.Combine(folder, "unipen-1a-dev.jsonl");
        return File.Exists(file) ? file : null;
    }

    private sealed record Result(int Label, string Device, bool Library, bool Squashed);
}
