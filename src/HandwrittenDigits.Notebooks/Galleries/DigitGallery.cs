using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Galleries;

/// <summary>Digits side by side, ink dark on white paper, each with a caption under it.</summary>
public static class DigitGallery
{
    private const int Cell = 64;
    private const int Gap = 8;
    private const int CaptionHeight = 16;
    private const int RowHeadWidth = 92;

    /// <summary>Digits with a caption each, row by row.</summary>
    /// <param name="title">What they are.</param>
    /// <param name="digits">Image and caption, of about ten letters a line; empty captions take no room where all are empty.</param>
    /// <param name="columns">How many in a row.</param>
    public static PictureOutput Of(string title, IEnumerable<(DigitImage Image, string Caption)> digits, int columns = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        (DigitImage Image, string Caption)[] all = [.. digits];
        return Rows(title, all.Chunk(columns).Select(row => ("", (IReadOnlyList<(DigitImage, string)>)row)));
    }

    /// <summary>The first digits of a set, each with its label.</summary>
    /// <param name="dataset">The set.</param>
    /// <param name="count">How many.</param>
    /// <param name="columns">How many in a row.</param>
    public static PictureOutput Of(DigitDataset dataset, int count = 30, int columns = 10)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        count = Math.Min(count, dataset.Count);
        return Of(
            $"{dataset.Name}: the first {count}",
            Enumerable.Range(0, count).Select(i => (dataset.Image(i), $"{dataset.Label(i)}")),
            columns);
    }

    /// <summary>A row for each class, with its first digits.</summary>
    /// <param name="dataset">The set.</param>
    /// <param name="perClass">How many of each.</param>
    public static PictureOutput ByClass(DigitDataset dataset, int perClass = 10)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ILookup<int, int> indices = Enumerable.Range(0, dataset.Count).ToLookup(dataset.Label);
        return Rows(
            $"{dataset.Name}: {perClass} of each digit",
            Enumerable.Range(0, DigitDataset.ClassCount).Select(digit => ($"{digit}", Images(dataset, indices[digit].Take(perClass)))));
    }

    /// <summary>
    /// A row for each of the first writers, with one digit of each class, then further ones; or what to do where the writers are unknown.
    /// </summary>
    /// <param name="dataset">A set, which may know its writers.</param>
    /// <param name="writers">How many writers.</param>
    /// <param name="perWriter">How many digits of each.</param>
    public static CellOutput ByWriter(DigitDataset dataset, int writers = 4, int perWriter = 10)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.Writers.IsEmpty)
        {
            return new TableOutput(
                $"{dataset.Name} does not know its writers", ["what to do"],
                [[
                    $"Put QMNIST's extended labels, {MnistWriters.TrainFile}.gz and {MnistWriters.TestFile}.gz, "
                    + $"into data/{DataFolders.MnistWriters} and run this again.",
                ]]);
        }

        IEnumerable<IGrouping<int, int>> hands = Enumerable.Range(0, dataset.Count).GroupBy(i => dataset.Writers.Span[i]).Take(writers);
        return Rows(
            $"{dataset.Name}: {writers} people's handwriting",
            hands.Select(hand => ($"writer {hand.Key}", Images(dataset, OneOfEach(dataset, hand).Take(perWriter)))));
    }

    /// <summary>Rows of digits, each with a head on its left; heads that are all empty take no room.</summary>
    internal static PictureOutput Rows(
        string title, IEnumerable<(string Head, IReadOnlyList<(DigitImage Image, string Caption)> Digits)> rows)
    {
        (string Head, IReadOnlyList<(DigitImage Image, string Caption)> Digits)[] all = [.. rows];
        int left = all.Any(row => row.Head.Length > 0) ? (all.Max(row => row.Head.Length) > 2 ? RowHeadWidth : 24) : 0;
        int caption =
            CaptionHeight * all.SelectMany(row => row.Digits).Select(digit => Lines(digit.Caption).Length).DefaultIfEmpty(0).Max();
        int columns = Math.Max(1, all.Max(row => row.Digits.Count));
        var picture = new Picture(left + (columns * (Cell + Gap)), Math.Max(1, all.Length) * (Cell + caption + Gap), Describe(title, all));
        for (int y = 0; y < all.Length; y++)
        {
            int top = y * (Cell + caption + Gap);
            picture.Text(0, top + (Cell / 2) + 5, all[y].Head);
            for (int x = 0; x < all[y].Digits.Count; x++)
            {
                int at = left + (x * (Cell + Gap));
                picture.Image(at, top, Cell, Cell, RasterImage.OfInk(all[y].Digits[x].Image));
                picture.Rectangle(at + 0.5, top + 0.5, Cell - 1, Cell - 1, null, Colour.Grid);
                string[] lines = Lines(all[y].Digits[x].Caption);
                for (int line = 0; line < lines.Length; line++)
                {
                    picture.Text(at + (Cell / 2), top + Cell + 13 + (line * CaptionHeight), lines[line], size: 12, align: TextAlign.Centre);
                }
            }
        }

        return new PictureOutput(title, picture);
    }

    // The first of each class by class, then the second of each, and so on.
    private static IEnumerable<int> OneOfEach(DigitDataset dataset, IEnumerable<int> indices) => indices
        .GroupBy(dataset.Label)
        .SelectMany(ofClass => ofClass.Select((index, rank) => (Index: index, Rank: rank)))
        .OrderBy(entry => entry.Rank).ThenBy(entry => dataset.Label(entry.Index))
        .Select(entry => entry.Index);

    private static string[] Lines(string caption) => caption.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static IReadOnlyList<(DigitImage, string)> Images(DigitDataset dataset, IEnumerable<int> indices) =>
        [.. indices.Select(i => (dataset.Image(i), ""))];

    private static string Describe(
        string title, IReadOnlyList<(string Head, IReadOnlyList<(DigitImage Image, string Caption)> Digits)> rows)
    {
        IEnumerable<string> lines = rows.Select(row =>
        {
            string digits = row.Digits.All(digit => digit.Caption.Length == 0)
                ? $"{row.Digits.Count} digits"
                : string.Join(", ", row.Digits.Select(digit => digit.Caption.Replace('\n', ' ')));
            return string.Join(": ", new[] { row.Head, digits }.Where(part => part.Length > 0));
        });
        return $"{title}. {string.Join("; ", lines)}.";
    }
}
