using System.Text;

namespace HandwrittenDigits.Notebooks.Display;

/// <summary>A table of text and numbers.</summary>
/// <param name="title">What it shows.</param>
/// <param name="columns">The heads of the columns.</param>
/// <param name="rows">The cells of each row, as many as there are columns.</param>
public sealed class TableOutput(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) : CellOutput
{
    /// <summary>What it shows.</summary>
    public string Title { get; } = title;

    /// <summary>The heads of the columns.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;

    /// <summary>The cells of each row.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; } = rows;

    /// <inheritdoc/>
    public override string ToHtml() => Markup.Wrap(ToTable());

    /// <inheritdoc/>
    public override string ToPlainText()
    {
        int[] widths = [.. Columns.Select((column, i) => Rows.Select(row => row[i].Length).Append(column.Length).Max())];
        var text = new StringBuilder(Title.Length > 0 ? $"{Title}\n" : "");
        foreach (IReadOnlyList<string> row in Rows.Prepend(Columns))
        {
            text.AppendLine(
                string.Join("  ", row.Select((cell, i) => IsNumeric(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
        }

        return text.ToString().TrimEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The table element alone.</summary>
    internal string ToTable()
    {
        var html = new StringBuilder($"<table class=\"hd-table\"><caption>{Markup.Encode(Title)}</caption><thead><tr>");
        for (int i = 0; i < Columns.Count; i++)
        {
            html.Append($"<th scope=\"col\"{Alignment(i)}>{Markup.Encode(Columns[i])}</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in Rows)
        {
            html.Append("<tr>");
            for (int i = 0; i < row.Count; i++)
            {
                html.Append($"<td{Alignment(i)}>{Markup.Encode(row[i])}</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    private string Alignment(int column) => IsNumeric(column) ? " class=\"hd-number\"" : "";

    private bool IsNumeric(int column) =>
        Rows.Count > 0 && Rows.All(row => row[column] is "" or [>= '0' and <= '9' or '-' or '+' or '−', ..]);
}
