using Microsoft.CodeAnalysis.Text;
using LinePosition = Microsoft.DotNet.Interactive.LinePosition;
using LinePositionSpan = Microsoft.DotNet.Interactive.LinePositionSpan;

namespace NotebookKernel.Kernels;

/// <summary>
/// Places in a cell: .NET Interactive counts lines and characters of them, both from 0, Roslyn UTF-16 units from the start.
/// </summary>
internal static class Positions
{
    /// <summary>The UTF-16 index; a place outside the text becomes its nearest end.</summary>
    public static int Index(string code, LinePosition position)
    {
        TextLineCollection lines = SourceText.From(code).Lines;
        TextLine line = lines[Math.Clamp(position.Line, 0, lines.Count - 1)];
        return Math.Clamp(line.Start + position.Character, line.Start, line.End);
    }

    /// <summary>The line and character.</summary>
    public static LinePosition Of(string code, int index) =>
        LinePosition.FromCodeAnalysisLinePosition(SourceText.From(code).Lines.GetLinePosition(Math.Clamp(index, 0, code.Length)));

    /// <summary>The span between two UTF-16 indices.</summary>
    public static LinePositionSpan Span(string code, int start, int end) => new(Of(code, start), Of(code, end));
}
