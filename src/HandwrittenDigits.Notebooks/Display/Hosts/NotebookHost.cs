using Microsoft.DotNet.Interactive;

namespace HandwrittenDigits.Notebooks.Display.Hosts;

/// <summary>What shows outputs and can interrupt a cell: a kernel of .NET Interactive, or the console of a plain program.</summary>
internal abstract class NotebookHost
{
    /// <summary>The host of the calling code.</summary>
    public static NotebookHost Current =>
        KernelInvocationContext.Current is { } context ? new InteractiveHost(context) : new ConsoleHost();

    /// <summary>What a person calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Cancelled when the running cell is interrupted; never in a plain program.</summary>
    public virtual CancellationToken CancellationToken => CancellationToken.None;

    /// <summary>How much time there should be between two updates of one display.</summary>
    public virtual TimeSpan LeastInterval => TimeSpan.FromMilliseconds(200);

    /// <summary>Shows an output now.</summary>
    public abstract LiveDisplay Show(CellOutput output);
}
