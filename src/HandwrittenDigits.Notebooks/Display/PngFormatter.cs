using Microsoft.DotNet.Interactive.Formatting;

namespace HandwrittenDigits.Notebooks.Display;

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
