using NotebookKernel.Scripting;
using NotebookKernel.Scripting.Rendering;

namespace Microsoft.DotNet.Interactive;

/// <summary><see cref="Kernel.display"/> in the form of extension methods.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows the value now, before the cell ends.</summary>
    /// <inheritdoc cref="Kernel.display"/>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) =>
        DisplayedValue.Show(value, mimeTypes);

    /// <summary>Shows text as what a MIME type says it is.</summary>
    /// <example><code>"&lt;b&gt;7&lt;/b&gt;".DisplayAs("text/html")</code></example>
    public static void DisplayAs(this string value, string mimeType) =>
        HostDisplays.Show(new MimeBundle(new Dictionary<string, string> { [mimeType] = value }), displayId: null);
}
