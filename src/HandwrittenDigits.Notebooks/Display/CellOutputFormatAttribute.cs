using Microsoft.DotNet.Interactive.Formatting;

namespace HandwrittenDigits.Notebooks.Display;

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
