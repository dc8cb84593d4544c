using System.Runtime.InteropServices;
using HandwrittenDigits.Data;
using HandwrittenDigits.Notebooks.Charts;
using HandwrittenDigits.Notebooks.Display.Hosts;
using HandwrittenDigits.Notebooks.Galleries;
using HandwrittenDigits.Notebooks.Insight;

namespace HandwrittenDigits.Notebooks.Display;

/// <summary>What there is to work with, as <see cref="Notebook.Start"/> finds it.</summary>
public sealed class NotebookStatus : CellOutput
{
    private NotebookStatus(IReadOnlyList<(string Name, string Value)> lines) => Lines = lines;

    /// <summary>What was found, a name and a value each.</summary>
    public IReadOnlyList<(string Name, string Value)> Lines { get; }

    /// <inheritdoc/>
    public override string ToHtml()
    {
        string rows = string.Concat(
            Lines.Select(line => $"<tr><th scope=\"row\">{Markup.Encode(line.Name)}</th><td>{Markup.Encode(line.Value)}</td></tr>"));
        string table = Markup.Wrap($"<table class=\"hd-facts\"><tbody>{rows}</tbody></table>");
        return StaticImages.Wanted ? table : table + PlotlyBundle.Script;
    }

    /// <inheritdoc/>
    public override string ToPlainText() => string.Join('\n', Lines.Select(line => $"{line.Name}: {line.Value}"));

    internal static NotebookStatus Of(NotebookHost host) => new(
    [
        ("Runs in", host.Name),
        ("With",
            $"{RuntimeInformation.FrameworkDescription}, "
            + $"TorchSharp {typeof(TorchSharp.torch).Assembly.GetName().Version?.ToString(3)}, "
            + $"{Environment.ProcessorCount} processors"),
        ("MNIST",
            Mnist.Find() is { } location
                ? $"at hand, in {DatasetTables.Describe(location.Source)}"
                : "not at hand yet: loading it downloads 11 MB once, or falls back on synthetic digits"),
        ("Pen strokes", PenDrawings.FindFile() is not null ? "at hand" : "not at hand: synthetic drawings stand in for them"),
    ]);
}
