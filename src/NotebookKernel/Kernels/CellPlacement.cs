using System.Text;

namespace NotebookKernel.Kernels;

/// <summary>
/// Puts the C# of a cell back on the lines that it has in the cell: .NET Interactive's parser takes magic commands, packages and
/// other languages out, and errors would tell lines that nobody sees.
/// </summary>
internal static class CellPlacement
{
    /// <summary>The part of a cell with an empty line for each that was taken out before it or in it.</summary>
    /// <param name="cell">The whole cell.</param>
    /// <param name="part">What is left of it for the C# kernel.</param>
    public static string Restore(string cell, string part)
    {
        if (cell.Length == part.Length)
        {
            return part;
        }

        string[] wanted = Lines(part);
        var placed = new StringBuilder(cell.Length);
        int next = 0;
        foreach (string line in Lines(cell))
        {
            while (next < wanted.Length && wanted[next].AsSpan().Trim().IsEmpty)
            {
                next++;
            }

            if (next == wanted.Length)
            {
                break;
            }

            // The parser trims the ends of a part: the cell's own line has the columns that the user sees.
            if (line.AsSpan().Trim().SequenceEqual(wanted[next].AsSpan().Trim()))
            {
                placed.Append(line);
                next++;
            }

            placed.Append('\n');
        }

        return wanted.Skip(next).All(string.IsNullOrWhiteSpace) ? placed.ToString().TrimEnd('\n') : part;
    }

    /// <summary>The cell with spaces in the place of its magic commands, for those who look at the C# around them.</summary>
    public static string Blank(string cell) => string.Join(
        '\n', cell.Split('\n').Select(line => line.StartsWith("#!", StringComparison.Ordinal) ? new string(' ', line.Length) : line));

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.TrimEnd('\r'))];
}
