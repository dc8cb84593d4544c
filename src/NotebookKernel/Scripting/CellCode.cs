using System.ComponentModel;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.Formatting.TabularData;
using NotebookKernel.Scripting.Execution;

namespace NotebookKernel.Scripting;

/// <summary>
/// What the compiled code of a cell calls in the place of, or beside, what its author wrote. The session weaves the calls in.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellCode
{
    private static KernelInvocationContext? Running => KernelInvocationContext.Current is { IsComplete: false } context ? context : null;

    /// <summary>Goes on, unless the cell that the calling code belongs to is being stopped.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    public static void Poll()
    {
        // One load and one branch while no cell is being stopped: a tight loop hardly feels it.
        if (CellThreads.AnyStopping)
        {
            RunningCell.OfCallingCode?.Threads.ThrowIfStopping();
        }
    }

    /// <summary>Shows a value now, before the cell ends.</summary>
    /// <remarks>
    /// The package's own shows one handle and returns another of another id, so that its <see cref="DisplayedValue.Update"/> replaces
    /// nothing.
    /// </remarks>
    /// <param name="value">What to show.</param>
    /// <param name="mimeTypes">The MIME types to show it in; by default those that its type prefers.</param>
    /// <returns>A handle that replaces what is shown.</returns>
    public static DisplayedValue Display(object? value, params string[] mimeTypes) =>
        Running is { } context ? context.Display(value, mimeTypes) : DisplayExtensions.Display(value, mimeTypes);

    /// <summary>Shows text as what a MIME type says it is.</summary>
    /// <inheritdoc cref="Display"/>
    public static DisplayedValue DisplayAs(string value, string mimeType) =>
        Running is { } context ? context.DisplayAs(value, mimeType) : DisplayExtensions.DisplayAs(value, mimeType);

    /// <summary>Shows a sequence as a table.</summary>
    /// <inheritdoc cref="Display"/>
    public static DisplayedValue DisplayTable<T>(IEnumerable<T>? value, params string[] mimeTypes) =>
        Display(value is null ? null : value.ToTabularDataResource(), mimeTypes);
}
