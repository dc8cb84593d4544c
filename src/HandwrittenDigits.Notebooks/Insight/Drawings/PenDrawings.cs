using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>Pen-drawn digits to look at: real ones where there are any, else synthetic ones.</summary>
public static class PenDrawings
{
    /// <summary>The drawings of the first stroke file of the data folders, or synthetic ones that say so by their device.</summary>
    /// <param name="count">How many at most; real ones are taken from all over the file.</param>
    /// <param name="orSynthetic">How many synthetic ones to make where there are no real ones; by default <paramref name="count"/>.</param>
    public static IReadOnlyList<LabelledDrawing> Load(int count, int? orSynthetic = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (FindFile() is not { } file)
        {
            return SyntheticDigits.Drawings(orSynthetic ?? count, seed: 7);
        }

        LabelledDrawing[] all = [.. StrokeFile.Read(file)];
        double step = Math.Max(1, all.Length / (double)count);
        return [.. Enumerable.Range(0, Math.Min(count, all.Length)).Select(i => all[(int)(i * step)])];
    }

    /// <summary>The first stroke file of the data folders, or nothing.</summary>
    internal static string? FindFile() => DataFolders.Discover().Find(DataFolders.Strokes) is { } folder
        ? Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).FirstOrDefault()
        : null;
}
