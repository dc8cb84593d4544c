using Spectre.Console;

namespace HandwrittenDigits.Cli.Output;

/// <summary>Adds rows of plain text to a table: what looks like markup in a file's name is no markup.</summary>
internal static class TableRows
{
    /// <summary>Adds a row.</summary>
    public static void AddTextRow(this Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));
}
