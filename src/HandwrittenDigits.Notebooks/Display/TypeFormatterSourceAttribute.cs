namespace HandwrittenDigits.Notebooks.Display;

/// <summary>
/// Tells .NET Interactive's formatter how a type is shown. It looks for an attribute of this name and these properties,
/// whoever declares it, which spares this library a reference to it.
/// </summary>
/// <param name="formatterSourceType">A type with a parameterless constructor and a method <c>CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>What makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>True for a type that has a still picture of itself.</summary>
    public bool HasStill { get; init; }

    /// <summary>The MIME types that a value is rendered in when none is asked for.</summary>
    public string[] PreferredMimeTypes => Stills.MimeTypes(HasStill);
}
