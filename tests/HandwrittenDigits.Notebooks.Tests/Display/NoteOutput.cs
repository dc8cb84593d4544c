using HandwrittenDigits.Notebooks.Display;

namespace HandwrittenDigits.Notebooks.Tests.Display;

/// <summary>The least that a cell can show.</summary>
internal sealed class NoteOutput(string note) : CellOutput
{
    public override string ToHtml() => $"<b>{note}</b>";

    public override string ToPlainText() => note;
}
