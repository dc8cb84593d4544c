using System.Reflection;

namespace HandwrittenDigits.Notebooks.Display.Hosts;

/// <summary>
/// Teaches the formatter of .NET Interactive, which this project's kernel uses as well, to render types that are not this
/// library's and so can't carry its attribute.
/// </summary>
internal static class InteractiveFormatters
{
    private const string Assembly = "Microsoft.DotNet.Interactive.Formatting";

    /// <summary>Registers a type where the formatter is loaded.</summary>
    /// <param name="type">The type; those derived from it are rendered alike.</param>
    /// <param name="toOutput">What to show for a value of it.</param>
    public static void Register(Type type, Func<object, PicturedOutput> toOutput)
    {
        Type? formatter = LoadedTypes.Find(Assembly, $"{Assembly}.Formatter");
        MethodInfo? register = formatter?.GetMethod("Register", [typeof(Type), typeof(Action<object, TextWriter>), typeof(string)]);
        MethodInfo? prefer = formatter?.GetMethod("SetPreferredMimeTypesFor", [typeof(Type), typeof(string[])]);
        foreach (object mimeType in new[] { MimeType.Html, MimeType.Png, MimeType.Plain })
        {
            var write = new CellOutputFormatter((string)mimeType);
            register?.Invoke(null, [type, (Action<object, TextWriter>)((value, writer) => write.Format(toOutput(value), writer)), mimeType]);
        }

        prefer?.Invoke(null, [type, Stills.MimeTypes(hasStill: true)]);
    }
}
