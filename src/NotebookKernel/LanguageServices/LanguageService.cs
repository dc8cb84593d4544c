namespace NotebookKernel.LanguageServices;

/// <summary>Completion and inspection of the cell that is being written, by Roslyn's own editor services.</summary>
internal sealed class LanguageService : IDisposable
{
    private readonly SubmissionWorkspace workspace = new();
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Loads what the first completion needs, which takes a second or two.</summary>
    public async Task WarmUpAsync(ScriptContext context)
    {
        const string Typed = "string.Empty.Sub";
        await CompleteAsync(context, Typed, Typed.Length).ConfigureAwait(false);
        await InspectAsync(context, Typed, Typed.Length, detailed: false).ConfigureAwait(false);
    }

    /// <summary>The ways to go on typing.</summary>
    /// <param name="context">What the cells so far have made known.</param>
    /// <param name="code">The cell.</param>
    /// <param name="position">The cursor's UTF-16 index.</param>
    public async Task<CompletionMatches> CompleteAsync(ScriptContext context, string code, int position)
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Completion.FindAsync(workspace.DocumentOf(context, code), position).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What stands at the cursor: its signature and documentation, null if it is nothing that has any.</summary>
    /// <param name="context">What the cells so far have made known.</param>
    /// <param name="code">The cell.</param>
    /// <param name="position">The cursor's UTF-16 index.</param>
    /// <param name="detailed">True for all overloads and sections, and for the source of what a cell declared.</param>
    public async Task<string?> InspectAsync(ScriptContext context, string code, int position, bool detailed)
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Inspection.DescribeAsync(workspace.DocumentOf(context, code), position, detailed).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Lets go of the workspace.</summary>
    public void Dispose()
    {
        workspace.Dispose();
        turn.Dispose();
    }
}
