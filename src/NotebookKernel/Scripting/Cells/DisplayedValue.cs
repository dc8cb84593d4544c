using NotebookKernel.Scripting.Rendering;

namespace Microsoft.DotNet.Interactive;

/// <summary>Something a cell has shown and can replace, from the same cell or a later one.</summary>
public sealed class DisplayedValue
{
    private DisplayedValue(string displayId, IReadOnlyCollection<string> mimeTypes)
    {
        DisplayId = displayId;
        MimeTypes = mimeTypes;
    }

    /// <summary>What the display is known by to the front that shows it.</summary>
    public string DisplayId { get; }

    /// <summary>The MIME types asked for; empty for those that the value's type prefers.</summary>
    public IReadOnlyCollection<string> MimeTypes { get; }

    /// <summary>Shows another value in its place.</summary>
    public void Update(object? updatedValue) =>
        HostDisplays.Show(ValueRenderer.Render(updatedValue, Kernel.Running().ValueLimit, MimeTypes), DisplayId);

    internal static DisplayedValue Show(object? value, IReadOnlyCollection<string> mimeTypes) =>
        new(HostDisplays.Show(ValueRenderer.Render(value, Kernel.Running().ValueLimit, mimeTypes), displayId: null), mimeTypes);
}
