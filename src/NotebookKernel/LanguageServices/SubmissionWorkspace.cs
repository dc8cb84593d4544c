using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NotebookKernel.Scripting;

namespace NotebookKernel.LanguageServices;

/// <summary>
/// The cells as Roslyn's editor services want them: a chain of script projects, each of which sees what those before it
/// declare, and shadows it, as the cells themselves do.
/// </summary>
internal sealed class SubmissionWorkspace : IDisposable
{
    private static readonly CSharpParseOptions ParseOptions =
        ScriptSession.ParseOptions.WithDocumentationMode(DocumentationMode.Parse);

    private readonly AdhocWorkspace workspace = new(EditorServices.Compose());
    private readonly FrameworkDocumentation documentation = new();
    private readonly Dictionary<MetadataReference, MetadataReference> withDocumentation = [];
    private readonly List<string> known = [];
    private Solution executed;
    private ProjectId? last;

    /// <summary>Makes a workspace without cells.</summary>
    public SubmissionWorkspace()
    {
        executed = workspace.CurrentSolution;

        // Made once, when first asked for: here, nobody waits for it yet.
        _ = workspace.Services.GetLanguageServices(LanguageNames.CSharp).GetService<CompletionService>();
    }

    /// <summary>The document of a cell that is being written, after all that ran.</summary>
    public Document DocumentOf(ScriptContext context, string code)
    {
        if (!context.ExecutedCode.Take(known.Count).SequenceEqual(known))
        {
            // Another history than the one before: nothing of it can be kept.
            known.Clear();
            (executed, last) = (workspace.CurrentSolution, null);
        }

        foreach (string? cell in context.ExecutedCode.Skip(known.Count).ToList())
        {
            (executed, last, _) = Add(executed, last, context, cell);
            known.Add(cell);
        }

        (Solution? solution, ProjectId _, DocumentId? document) = Add(executed, last, context, code);
        return solution.GetDocument(document)!;
    }

    /// <summary>Lets go of the workspace.</summary>
    public void Dispose() => workspace.Dispose();

    private (Solution Solution, ProjectId Project, DocumentId Document) Add(
        Solution solution, ProjectId? previous, ScriptContext context, string code)
    {
        var project = ProjectId.CreateNewId();
        var document = DocumentId.CreateNewId(project);
        string name = $"cell-{known.Count}";
        Solution added = solution
            .AddProject(ProjectInfo.Create(
                project,
                VersionStamp.Default,
                name,
                name,
                LanguageNames.CSharp,
                compilationOptions: context.Options,
                parseOptions: ParseOptions,
                projectReferences: previous is null ? [] : [new ProjectReference(previous)],
                metadataReferences: context.References.Select(Documented),
                isSubmission: true))
            .AddDocument(document, name + ".csx", SourceText.From(code));
        return (added, project, document);
    }

    private MetadataReference Documented(MetadataReference reference)
    {
        if (!withDocumentation.TryGetValue(reference, out MetadataReference? documented))
        {
            documented =
                reference is PortableExecutableReference { FilePath: { } path } file && file.GetMetadata() is AssemblyMetadata metadata
                ? metadata.GetReference(documentation.For(path), filePath: path)
                : reference;
            withDocumentation[reference] = documented;
        }

        return documented;
    }
}
