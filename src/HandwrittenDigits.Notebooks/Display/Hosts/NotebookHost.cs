namespace HandwrittenDigits.Notebooks.Display.Hosts;

/// <summary>The program that runs the notebook: what shows outputs and what can interrupt a cell.</summary>
internal abstract class NotebookHost
{
    private static readonly Lazy<NotebookHost> Probed = new(Probe);

    /// <summary>The host of this process, looked for once.</summary>
    public static NotebookHost Current => Probed.Value;

    /// <summary>What a person calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Cancelled when the running cell is interrupted; never where the host can't say.</summary>
    public virtual CancellationToken CancellationToken => CancellationToken.None;

    /// <summary>How much time there should be between two updates of one display.</summary>
    public virtual TimeSpan LeastInterval => TimeSpan.FromMilliseconds(200);

    /// <summary>Shows an output now.</summary>
    public abstract LiveDisplay Show(CellOutput output);

    /// <summary>Finds the host, the first of those that are there.</summary>
    public static NotebookHost Probe() =>
        ContractHost.TryFind() ?? DotNetInteractiveHost.TryFind() ?? ClrKernelHost.TryFind() ?? (NotebookHost)new ConsoleHost();
}
