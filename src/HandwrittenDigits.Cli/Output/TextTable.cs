using Spectre.Console;
using Spectre.Console.Rendering;

namespace HandwrittenDigits.Cli.Output;

/// <summary>
/// A table of plain text that stays readable where the terminal is narrow: its texts are wrapped between words; what is still too wide is
/// divided into several tables, each of which begins with the first column; and where not even that fits, each row becomes a list.
/// </summary>
internal sealed class TextTable : Renderable
{
    // Narrower than this a sentence is hard to read.
    private const int NarrowestText = 16;

    // A cell has a border or a space before it and a space to either side.
    private const int CellFrame = 3;

    private readonly TableBorder border;
    private readonly string[] titles;
    private readonly bool[] isNumber;
    private readonly List<string[]> rows = [];

    /// <summary>Makes an empty table.</summary>
    /// <param name="border">What is drawn around the cells.</param>
    /// <param name="columns">
    /// The titles, of one line or several; those that begin with '>' are of numbers, aligned to the right and never wrapped.
    /// </param>
    public TextTable(TableBorder border, IReadOnlyList<string> columns)
    {
        this.border = border;
        titles = [.. columns.Select(column => column.TrimStart('>'))];
        isNumber = [.. columns.Select(column => column.StartsWith('>'))];
    }

    /// <summary>Adds a row; what looks like markup in it, say in a file's name, is none.</summary>
    public void AddTextRow(params string[] cells) => rows.Add(cells);

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        Parts(maxWidth).SelectMany(part => part.Render(options, maxWidth));

    private IEnumerable<IRenderable> Parts(int maxWidth)
    {
        int[] columns = [.. Enumerable.Range(0, titles.Length)];
        if (Fit(columns, maxWidth, border) is { } whole)
        {
            return [whole];
        }

        // A space between the columns instead of a line and two: ten columns of counts still stand side by side.
        if (isNumber.Count(number => number) > 1 && Fit(columns, maxWidth, TableBorder.None) is { } close)
        {
            return [close];
        }

        return Divide(maxWidth) ?? [.. rows.Select(Record)];
    }

    // As many columns as fit beside the first, then the next ones; nothing where one does not fit beside it.
    private List<IRenderable>? Divide(int maxWidth)
    {
        var tables = new List<IRenderable>();
        for (int next = 1; next < titles.Length;)
        {
            Table? table = null;
            int count = 0;
            while (next + count < titles.Length && Fit([0, .. Enumerable.Range(next, count + 1)], maxWidth, border) is { } larger)
            {
                table = larger;
                count++;
            }

            if (table is null)
            {
                return null;
            }

            tables.Add(table);
            next += count;
        }

        return tables;
    }

    // A table of some of the columns, nothing where they are too wide even with their texts wrapped.
    private Table? Fit(int[] columns, int maxWidth, TableBorder frame)
    {
        int cellFrame = frame == TableBorder.None && border != TableBorder.None ? 1 : CellFrame;
        int room = maxWidth - (columns.Length * cellFrame) - 1;
        int[] widths = [.. columns.Select(column => Cells(column).Max(Width))];
        int[] least = [.. columns.Select((column, i) => IsWrapped(column) ? Math.Min(widths[i], LongestWord(column)) : widths[i])];
        if (least.Sum() > room)
        {
            return null;
        }

        while (widths.Sum() > room)
        {
            int widest = Enumerable.Range(0, widths.Length).MaxBy(i => widths[i] - least[i]);
            widths[widest]--;
        }

        Table table = new Table().Border(frame);
        foreach ((int column, int width) in columns.Zip(widths))
        {
            table.AddColumn(new TableColumn(new Text(titles[column]))
            {
                Alignment = isNumber[column] ? Justify.Right : Justify.Left,
                NoWrap = !IsWrapped(column),
                Width = width,
                Padding = cellFrame == CellFrame ? new Padding(1, 0) : new Padding(0, 0, 1, 0),
            });
        }

        foreach (string[] row in rows)
        {
            table.AddRow(columns.Select(column => new Text(row[column])));
        }

        return table;
    }

    // A row as a list of what its cells are called and hold.
    private IRenderable Record(string[] row)
    {
        Grid grid = new Grid()
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0) });
        foreach ((string title, string cell) in titles.Zip(row))
        {
            grid.AddRow(new Text(title), new Text(cell));
        }

        return new Padder(grid, new Padding(0, 0, 0, 1));
    }

    // The first column says what a row is about: that is kept in one piece.
    private bool IsWrapped(int column) => column > 0 && !isNumber[column];

    // A word is broken only where there is no column to save room in, as with a path beside what it is called.
    private int LongestWord(int column) => titles.Length == 2
        ? NarrowestText
        : Math.Max(NarrowestText, Cells(column).SelectMany(cell => cell.Split(' ')).Max(Width));

    private IEnumerable<string> Cells(int column) => rows.Select(row => row[column]).Prepend(titles[column]);

    private static int Width(string text) => text.Split('\n').Max(line => new Segment(line).CellCount());
}

/// <summary>Writes shares as percentages.</summary>
internal static class Percentage
{
    /// <summary>A share of 0 to 1 with two decimals, or a dash where it is not known.</summary>
    public static string Of(double? share) => share is { } known ? $"{known * 100:0.00} %" : "-";
}
