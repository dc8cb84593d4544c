using HandwrittenDigits.Notebooks.Display;

namespace HandwrittenDigits.Notebooks.Comparison;

/// <summary>Two outputs beside each other, one below the other where there is no room.</summary>
internal sealed class SideBySideOutput(CellOutput left, CellOutput right) : CellOutput
{
    /// <inheritdoc/>
    public override string ToHtml() =>
        "<div style=\"display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1rem\">"
        + $"<div>{left.ToHtml()}</div><div>{right.ToHtml()}</div></div>";

    /// <inheritdoc/>
    public override string ToPlainText() => $"{left.ToPlainText()}\n{right.ToPlainText()}";
}
