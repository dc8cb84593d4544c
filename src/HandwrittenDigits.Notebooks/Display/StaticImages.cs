namespace HandwrittenDigits.Notebooks.Display;

/// <summary>
/// Whether still pictures stand in for what needs a script: for notebooks that are committed, which code-hosting sites show with
/// no script run, and which should be small.
/// </summary>
internal static class StaticImages
{
    /// <summary>True where the environment asks for still pictures.</summary>
    public static bool Wanted => Environment.GetEnvironmentVariable(Notebook.StaticImagesVariable) is "1" or "true";

    /// <summary>The MIME types of an output, the richest first.</summary>
    /// <param name="hasImage">Whether it has a still picture.</param>
    public static string[] MimeTypes(bool hasImage) => [hasImage && Wanted ? MimeType.Png : MimeType.Html, MimeType.Plain];
}

/// <summary>The MIME types that outputs are rendered in.</summary>
internal static class MimeType
{
    public const string Html = "text/html";
    public const string Png = "image/png";
    public const string Plain = "text/plain";
}
