using System.Net;
using System.Reflection;

namespace HandwrittenDigits.Notebooks.Display.Hosts;

/// <summary>Teaches ClrKernel to render this library's outputs and the chart libraries' charts as a cell's last value.</summary>
/// <remarks>
/// Its formatters turn one kind of display value into another, and the newest wins; a cell's value arrives wrapped in a
/// <c>DisplayObject</c>. The one that was there before is asked for everything else.
/// </remarks>
internal static class ClrKernelFormatters
{
    public const string Assembly = "ClrKernel.Core.Primitives";

    /// <summary>Registers the formatter where ClrKernel is loaded.</summary>
    /// <param name="toOutput">What to show for a value, or null for a value that is none of ours.</param>
    public static void Register(Func<object?, CellOutput?> toOutput)
    {
        Type? formatters = Find("DisplayFormatters");
        Type? wrapped = Find("DisplayObject");
        Type? html = Find("DisplayHtml");
        Type? value = Find("IDisplayValue");
        if (formatters is null || wrapped is null || html is null || value is null)
        {
            return;
        }

        typeof(ClrKernelFormatters).GetMethod(nameof(Wrap), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(value)
            .Invoke(null, [formatters, wrapped, html, toOutput]);
    }

    // Generic in IDisplayValue, so that the delegate has the type that Register wants.
    private static void Wrap<TValue>(Type formatters, Type wrapped, Type html, Func<object?, CellOutput?> toOutput)
    {
        PropertyInfo content = wrapped.GetProperty("Value")!;
        Func<TValue, TValue>? before = Newest<TValue>(formatters, wrapped, html);
        Func<TValue, TValue> format = display =>
        {
            object? shown = content.GetValue(display);
            return toOutput(shown) is { } output ? Html(output.ToHtml())
                : before is not null ? before(display)
                : Html(WebUtility.HtmlEncode(shown?.ToString() ?? ""));
        };
        formatters.GetMethod("Register", [typeof(Type), typeof(Type), typeof(Func<TValue, TValue>)])!
            .Invoke(null, [wrapped, html, format]);

        TValue Html(string markup) => (TValue)Activator.CreateInstance(html, markup)!;
    }

    private static Func<TValue, TValue>? Newest<TValue>(Type formatters, Type wrapped, Type html)
    {
        var registered = (IEnumerable<object>)formatters.GetProperty("Formatters")!.GetValue(null)!;
        object? newest = registered.LastOrDefault(formatter =>
            Property(formatter, "InputType") is Type input && input.IsAssignableFrom(wrapped) && Property(formatter, "OutputType") as Type == html);
        return newest is null ? null : Property(newest, "Format") as Func<TValue, TValue>;
    }

    private static object? Property(object instance, string name) => instance.GetType().GetProperty(name)?.GetValue(instance);

    private static Type? Find(string name) => LoadedTypes.Find(Assembly, $"{Assembly}.{name}");
}
