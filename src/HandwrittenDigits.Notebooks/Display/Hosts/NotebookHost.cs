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

/// <summary>A plain program: outputs are text on the console.</summary>
internal sealed class ConsoleHost : NotebookHost
{
    /// <inheritdoc/>
    public override string Name => "a console";

    /// <summary>A console keeps every line, so there should be fewer.</summary>
    public override TimeSpan LeastInterval => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override LiveDisplay Show(CellOutput output)
    {
        Console.WriteLine(output.ToPlainText());
        return new LiveDisplay(next => Console.WriteLine(next.ToPlainText()));
    }
}
