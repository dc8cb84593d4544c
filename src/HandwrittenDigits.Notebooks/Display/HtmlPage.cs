namespace HandwrittenDigits.Notebooks.Display;

/// <summary>Whole HTML pages, in light and in dark, that need nothing else.</summary>
internal static class HtmlPage
{
    /// <summary>A page.</summary>
    /// <param name="title">Its title, text.</param>
    /// <param name="style">Its CSS.</param>
    /// <param name="body">What is in it, HTML.</param>
    public static string Render(string title, string style, string body) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Markup.Encode(title)}</title>
        <style>
        {style}
        </style>
        </head>
        <body>
        {body}
        </body>
        </html>

        """;
}
