using System.Reflection;

namespace HandwrittenDigits.Notebooks.Display.Hosts;

/// <summary>.NET Interactive (Polyglot Notebooks, or its Jupyter kernel), by reflection.</summary>
/// <remarks>
/// The running cell is known by an <see cref="AsyncLocal{T}"/>, which threads of libtorch or of a timer lack: the
/// <see cref="ExecutionContext"/> of the thread that showed an output is kept for its updates.
/// </remarks>
internal sealed class DotNetInteractiveHost : NotebookHost
{
    private const string Assembly = "Microsoft.DotNet.Interactive";

    private readonly PropertyInfo current;
    private readonly MethodInfo display;
    private readonly MethodInfo html;

    private DotNetInteractiveHost(PropertyInfo current, MethodInfo display, MethodInfo html)
    {
        this.current = current;
        this.display = display;
        this.html = html;
    }

    /// <inheritdoc/>
    public override string Name => ".NET Interactive";

    public static DotNetInteractiveHost? TryFind()
    {
        Type? context = LoadedTypes.Find(Assembly, "Microsoft.DotNet.Interactive.KernelInvocationContext");
        Type? extensions = LoadedTypes.Find(Assembly, "Microsoft.DotNet.Interactive.KernelInvocationContextExtensions");
        Type? kernel = LoadedTypes.Find(Assembly, "Microsoft.DotNet.Interactive.Kernel");
        PropertyInfo? current = context?.GetProperty("Current", BindingFlags.Public | BindingFlags.Static);
        MethodInfo? display = context is null ? null : extensions?.GetMethod("Display", [context, typeof(object), typeof(string[])]);
        MethodInfo? html = kernel?.GetMethod("HTML", [typeof(string)]);
        return current is null || display is null || html is null ? null : new DotNetInteractiveHost(current, display, html);
    }

    /// <inheritdoc/>
    public override LiveDisplay Show(CellOutput output)
    {
        object context = current.GetValue(null)
            ?? throw new InvalidOperationException("No cell is running on this thread: show the output from a cell.");
        object shown = display.Invoke(null, [context, Html(output), new[] { MimeType.Html }])!;
        MethodInfo update = shown.GetType().GetMethod("Update", [typeof(object)])
            ?? throw new MissingMethodException(shown.GetType().FullName, "Update");
        ExecutionContext? cell = ExecutionContext.Capture();
        return new LiveDisplay(next => Within(cell, () => update.Invoke(shown, [Html(next)])));
    }

    private object Html(CellOutput output) => html.Invoke(null, [output.ToHtml()])!;

    private static void Within(ExecutionContext? cell, Action action)
    {
        if (cell is null)
        {
            action();
        }
        else
        {
            ExecutionContext.Run(cell, _ => action(), null);
        }
    }
}
