namespace HandwrittenDigits.Notebooks.Display;

/// <summary>The MIME types that outputs are rendered in.</summary>
internal static class MimeType
{
    public const string Html = "text/html";
    public const string Png = "image/png";
    public const string Plain = "text/plain";
}
