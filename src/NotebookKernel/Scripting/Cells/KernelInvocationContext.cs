using NotebookKernel.Scripting.Execution;

namespace Microsoft.DotNet.Interactive;

/// <summary>The running cell, by the name that .NET Interactive gives it.</summary>
public sealed class KernelInvocationContext
{
    private readonly RunningCell cell;

    private KernelInvocationContext(RunningCell cell) => this.cell = cell;

    /// <summary>The cell that the calling code belongs to, null where none has run yet.</summary>
    public static KernelInvocationContext? Current =>
        RunningCell.Current is { } running ? new KernelInvocationContext(running) : null;

    /// <summary>
    /// Cancelled by an interrupt. Pass it on to what the cell waits for: a cell that has asked for it gets a moment to
    /// end by itself before it is stopped.
    /// </summary>
    public CancellationToken CancellationToken => cell.TakeToken();

    /// <inheritdoc cref="Kernel.display"/>
    public DisplayedValue Display(object? value, params string[] mimeTypes) => Kernel.display(value, mimeTypes);
}
