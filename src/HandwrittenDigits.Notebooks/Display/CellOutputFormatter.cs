namespace HandwrittenDigits.Notebooks.Display;

/// <summary>Writes one MIME type of a <see cref="CellOutput"/>, in the shape that .NET Interactive's formatter expects by name.</summary>
internal sealed class CellOutputFormatter(string mimeType)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object instance, TextWriter writer)
    {
        string? content = (instance, MimeType) switch
        {
            (CellOutput output, Display.MimeType.Html) => output.ToHtml(),
            (CellOutput output, Display.MimeType.Plain) => output.ToPlainText(),
            (PicturedOutput output, Display.MimeType.Png) => Convert.ToBase64String(output.ToPng()),
            _ => null,
        };
        writer.Write(content);
        return content is not null;
    }
}
