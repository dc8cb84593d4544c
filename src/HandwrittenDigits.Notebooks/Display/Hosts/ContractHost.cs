namespace HandwrittenDigits.Notebooks.Display.Hosts;

/// <summary>
/// A host that publishes delegates as data of the <see cref="AppDomain"/>, as this repository's kernel does. Version 1:
/// <list type="bullet">
/// <item><c>notebook.display.version</c>: <see cref="int"/> 1.</item>
/// <item><c>notebook.display</c>: <c>Func&lt;IReadOnlyDictionary&lt;string, string&gt;, string?, string&gt;</c>. It takes a MIME
/// bundle and the id of the display to replace, or null for a new one, and returns the id.</item>
/// <item><c>notebook.cancellation</c>: <c>Func&lt;CancellationToken&gt;</c>, the running cell's token.</item>
/// <item><c>notebook.frontend</c>: <see cref="string"/>, for example <c>jupyter</c>.</item>
/// </list>
/// </summary>
internal sealed class ContractHost : NotebookHost
{
    private readonly Func<IReadOnlyDictionary<string, string>, string?, string> display;

    private ContractHost(Func<IReadOnlyDictionary<string, string>, string?, string> display) => this.display = display;

    /// <inheritdoc/>
    public override string Name => AppDomain.CurrentDomain.GetData("notebook.frontend") is string front ? $"this project's kernel ({front})" : "this project's kernel";

    /// <inheritdoc/>
    public override CancellationToken CancellationToken =>
        AppDomain.CurrentDomain.GetData("notebook.cancellation") is Func<CancellationToken> token ? token() : CancellationToken.None;

    public static ContractHost? TryFind() =>
        AppDomain.CurrentDomain.GetData("notebook.display.version") is 1
        && AppDomain.CurrentDomain.GetData("notebook.display") is Func<IReadOnlyDictionary<string, string>, string?, string> display
            ? new ContractHost(display)
            : null;

    /// <inheritdoc/>
    public override LiveDisplay Show(CellOutput output)
    {
        string id = display(output.ToMimeBundle(), null);
        return new LiveDisplay(next => display(next.ToMimeBundle(), id));
    }
}
