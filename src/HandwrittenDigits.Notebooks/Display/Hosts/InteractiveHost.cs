using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace HandwrittenDigits.Notebooks.Display.Hosts;

/// <summary>A kernel of .NET Interactive: this project's, or the original.</summary>
/// <param name="context">The running cell, which threads of libtorch or of a timer could not find.</param>
internal sealed class InteractiveHost(KernelInvocationContext context) : NotebookHost
{
    /// <inheritdoc/>
    public override string Name =>
        context.HandlingKernel?.GetType().Assembly.GetName().Name is { } assembly
            && assembly.StartsWith("Microsoft.", StringComparison.Ordinal)
            ? ".NET Interactive"
            : "this project's kernel";

    /// <inheritdoc/>
    /// <remarks>A thread may ask when its cell has ended: nothing will cancel that cell any more, unless something has.</remarks>
    public override CancellationToken CancellationToken
    {
        get
        {
            try
            {
                return context.CancellationToken;
            }
            catch (ObjectDisposedException)
            {
                return CancellationToken.None;
            }
        }
    }

    /// <inheritdoc/>
    public override LiveDisplay Show(CellOutput output)
    {
        // Under an id of our own: over Jupyter the original's handle updates another display than it has shown.
        string id = Guid.NewGuid().ToString("N");
        context.Publish(new DisplayedValueProduced(output, context.Command, Formatted(output), id));
        return new LiveDisplay(next => context.Publish(new DisplayedValueUpdated(next, id, context.Command, Formatted(next))));
    }

    private static FormattedValue[] Formatted(CellOutput output) =>
        [.. InvariantRendering.Of(output.ToMimeBundle).Select(form => new FormattedValue(form.Key, form.Value))];
}
