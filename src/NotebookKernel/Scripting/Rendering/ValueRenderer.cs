using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Scripting.Rendering;

/// <summary>Renders values as .NET Interactive does, with its own formatters, and as plain text for fronts that show no more.</summary>
internal static class ValueRenderer
{
    /// <summary>Renders a value in the MIME types that its type prefers, and as plain text.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="limit">How many characters of a text to keep.</param>
    /// <param name="mimeTypes">The only types to render, if any are named.</param>
    public static MimeBundle Render(object? value, int limit, params IReadOnlyCollection<string> mimeTypes)
    {
        if (value is FormattedValue or IEnumerable<FormattedValue>)
        {
            IEnumerable<FormattedValue> formatted = value as IEnumerable<FormattedValue> ?? [(FormattedValue)value];
            return new MimeBundle(formatted.GroupBy(item => item.MimeType).ToDictionary(group => group.Key, group => group.Last().Value));
        }

        IReadOnlyCollection<string> wanted = mimeTypes.Count > 0 ? mimeTypes : Formatter.GetPreferredMimeTypesFor(value?.GetType());
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string? mimeType in wanted)
        {
            data[mimeType] = Cut(value.ToDisplayString(mimeType), mimeType, limit);
        }

        if (mimeTypes.Count == 0)
        {
            data.TryAdd(MimeBundle.PlainText, Cut(PlainText(value), MimeBundle.PlainText, limit));
        }

        return new MimeBundle(data);
    }

    /// <summary>Adds plain text to what a value is shown as, for fronts that show no more.</summary>
    /// <param name="shown">What it is shown as.</param>
    /// <param name="value">The value.</param>
    /// <param name="limit">How many characters of a text to keep.</param>
    public static MimeBundle WithPlainText(IEnumerable<FormattedValue> shown, object? value, int limit)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (FormattedValue form in shown)
        {
            data[form.MimeType] = Cut(form.Value, form.MimeType, limit);
        }

        if (data.ContainsKey(MimeBundle.Html))
        {
            data.TryAdd(MimeBundle.PlainText, Cut(PlainText(value), MimeBundle.PlainText, limit));
        }

        return new MimeBundle(data);
    }

    private static string PlainText(object? value)
    {
        try
        {
            return value.ToDisplayString(MimeBundle.PlainText);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The rich form stands; this is for fronts that cannot show it.
            return value?.GetType().ToString() ?? "";
        }
    }

    // Markup cut in the middle is broken markup: only text is cut here, the rest has the cell's limit of displays.
    private static string Cut(string content, string mimeType, int limit)
    {
        if (content.Length <= limit || mimeType != MimeBundle.PlainText)
        {
            return content;
        }

        int end = char.IsHighSurrogate(content[limit - 1]) ? limit - 1 : limit;
        return $"{content[..end]}... ({content.Length - end:N0} more characters)";
    }
}
