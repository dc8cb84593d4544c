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

/// <summary>
/// Tells .NET Interactive's formatter how an output is shown: richly and as text, or by its still picture where the environment asks
/// for stills.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CellOutputFormatAttribute : TypeFormatterSourceAttribute
{
    /// <summary>Makes the attribute.</summary>
    /// <param name="hasImage">True for a type that has a still picture of itself.</param>
    public CellOutputFormatAttribute(bool hasImage = false)
        : base(typeof(CellOutputFormatterSource)) => PreferredMimeTypes = StaticImages.MimeTypes(hasImage);
}

/// <summary>Shows a value as a PNG picture.</summary>
/// <param name="draw">Draws it: the bytes of a PNG file.</param>
internal sealed class PngFormatter<T>(Func<T, byte[]> draw) : TypeFormatter<T>
{
    /// <inheritdoc/>
    public override string MimeType => Display.MimeType.Png;

    /// <inheritdoc/>
    public override bool Format(T value, FormatContext context)
    {
        context.Writer.Write(Convert.ToBase64String(InvariantRendering.Of(() => draw(value))));
        return true;
    }
}
