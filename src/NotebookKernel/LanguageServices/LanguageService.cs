using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKernel.Scripting.Compiling;

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
    public Task<CompletionMatches> CompleteAsync(ScriptContext context, string code, int position) =>
        InTurnAsync(() => Completion.FindAsync(workspace.DocumentOf(context, code), position));

    /// <summary>What stands at the cursor: its signature and documentation, null if it is nothing that has any.</summary>
    /// <param name="context">What the cells so far have made known.</param>
    /// <param name="code">The cell.</param>
    /// <param name="position">The cursor's UTF-16 index.</param>
    /// <param name="detailed">True for all overloads and sections, and for the source of what a cell declared.</param>
    public Task<string?> InspectAsync(ScriptContext context, string code, int position, bool detailed) =>
        InTurnAsync(() => Inspection.DescribeAsync(workspace.DocumentOf(context, code), position, detailed));

    /// <summary>What a tool tip at the cursor says, null if there is nothing to say.</summary>
    /// <param name="context">What the cells so far have made known.</param>
    /// <param name="code">The cell.</param>
    /// <param name="position">The cursor's UTF-16 index.</param>
    public Task<Hover?> HoverAsync(ScriptContext context, string code, int position) =>
        InTurnAsync(() => Hover.AtAsync(workspace.DocumentOf(context, code), position));

    /// <summary>The signatures of what is called at the cursor, null where nothing is.</summary>
    /// <inheritdoc cref="HoverAsync"/>
    public Task<Signatures?> SignaturesAsync(ScriptContext context, string code, int position) =>
        InTurnAsync(() => Signatures.AtAsync(workspace.DocumentOf(context, code), position));

    /// <summary>What the compiler says of the cell as it stands, warnings and errors.</summary>
    /// <param name="context">What the cells so far have made known.</param>
    /// <param name="code">The cell.</param>
    /// <param name="cancellation">Ends the compilation early.</param>
    public Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(ScriptContext context, string code, CancellationToken cancellation) =>
        InTurnAsync<IReadOnlyList<Diagnostic>>(async () =>
        {
            Document document = workspace.DocumentOf(context, code);
            var root = (CompilationUnitSyntax)(await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
            document = document.WithSyntaxRoot(CellSyntax.WithTrailingWith(root));
            SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
            return [.. (model?.GetDiagnostics(cancellationToken: cancellation) ?? [])
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        });

    /// <summary>Lets go of the workspace.</summary>
    public void Dispose()
    {
        workspace.Dispose();
        turn.Dispose();
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> find)
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return await find().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }
}
