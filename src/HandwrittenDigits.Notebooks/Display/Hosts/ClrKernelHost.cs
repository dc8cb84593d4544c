using System.Reflection;

namespace HandwrittenDigits.Notebooks.Display.Hosts;

/// <summary>ClrKernel, by reflection.</summary>
internal sealed class ClrKernelHost : NotebookHost
{
    private readonly MethodInfo display;
    private readonly MethodInfo update;

    private ClrKernelHost(MethodInfo display, MethodInfo update)
    {
        this.display = display;
        this.update = update;
    }

    /// <inheritdoc/>
    public override string Name => "ClrKernel";

    public static ClrKernelHost? TryFind()
    {
        Type? values = LoadedTypes.Find(ClrKernelFormatters.Assembly, "ClrKernel.Core.Primitives.DisplayValues");
        MethodInfo? display = values?.GetMethod("DisplayHtml", [typeof(object)]);
        MethodInfo? update = display is null ? null : values!.GetMethod("UpdateHtml", [display.ReturnType, typeof(object)]);
        return display is null || update is null ? null : new ClrKernelHost(display, update);
    }

    /// <inheritdoc/>
    public override LiveDisplay Show(CellOutput output)
    {
        object? cell = display.Invoke(null, [output.ToHtml()]);
        return new LiveDisplay(next => update.Invoke(null, [cell, next.ToHtml()]));
    }
}
