using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>What was saved from the drawing pad, or what stands in for it until something is.</summary>
public static class MyDrawings
{
    private const int StandInCount = 200;

    /// <summary>
    /// The labelled drawings of every file in <c>data/drawn</c>; where there are none, one real writer's, or synthetic ones.
    /// </summary>
    /// <returns>A set whose name says which of these it is.</returns>
    public static DigitDataset Load()
    {
        string[] files = DataFolders.Discover().Find(DataFolders.Drawn) is { } folder
            ? [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)]
            : [];
        DigitDataset drawn = DrawnDigits.ToDataset(files.SelectMany(DrawnDigits.Load), "your drawings");
        if (drawn.Count > 0)
        {
            return drawn;
        }

        IReadOnlyList<LabelledDrawing> drawings = PenDrawings.Load(int.MaxValue, orSynthetic: StandInCount);
        IGrouping<string, LabelledDrawing> writer = drawings.GroupBy(drawing => drawing.Writer ?? "").MaxBy(hand => hand.Count())!;
        bool isSynthetic = writer.First().Device == "synthetic";

        // A first of each digit, then a second of each: files are often sorted by digit.
        IEnumerable<LabelledDrawing> mixed = writer
            .GroupBy(drawing => drawing.Label)
            .SelectMany(digit => digit.Select((drawing, turn) => (drawing, turn)))
            .OrderBy(entry => entry.turn)
            .ThenBy(entry => entry.drawing.Label)
            .Select(entry => entry.drawing);
        return StrokeDataset.Rasterize(
            [.. mixed.Take(StandInCount)],
            isSynthetic ? "synthetic drawings (nothing drawn yet)" : $"writer {writer.Key} (nothing drawn yet)",
            isSynthetic: isSynthetic);
    }
}
