using Microsoft.DotNet.Interactive.Formatting;

namespace HandwrittenDigits.Notebooks.Display;

/// <summary>Makes the formatters of outputs; .NET Interactive's formatter asks for them where it meets the first one.</summary>
internal sealed class CellOutputFormatterSource : ITypeFormatterSource
{
    /// <inheritdoc/>
    public IEnumerable<ITypeFormatter> CreateTypeFormatters() =>
    [
        new HtmlFormatter<CellOutput>((output, context) => context.Writer.Write(InvariantRendering.Of(output.ToHtml))),
        new PlainTextFormatter<CellOutput>((output, context) => context.Writer.Write(InvariantRendering.Of(output.ToPlainText))),
        new PngFormatter<PicturedOutput>(output => output.ToPng()),
    ];
}
