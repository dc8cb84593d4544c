namespace HandwrittenDigits.Notebooks.Display;

/// <summary>Named by <see cref="TypeFormatterSourceAttribute"/>; .NET Interactive's formatter makes one and asks it.</summary>
internal sealed class CellOutputFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
        [new CellOutputFormatter(MimeType.Html), new CellOutputFormatter(MimeType.Png), new CellOutputFormatter(MimeType.Plain)];
}
