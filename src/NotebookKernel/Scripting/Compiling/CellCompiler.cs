using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>Turns the text of a cell into code that can run, in the sight of the cells before it.</summary>
/// <remarks>
/// It drives the compiler's submissions itself and not through <c>CSharpScript</c>, whose sessions read every referenced
/// file again for each cell and keep what they read.
/// </remarks>
internal sealed class CellCompiler
{
    /// <summary>The names of the assemblies that cells compile to start with this.</summary>
    public const string AssemblyPrefix = "NotebookCell-";

    // The sorts of reference that differ in version only are one and the same at run time, where the newest serves all.
    private static readonly ImmutableDictionary<string, ReportDiagnostic> Silenced =
        ImmutableDictionary<string, ReportDiagnostic>.Empty
            .Add("CS1701", ReportDiagnostic.Suppress)
            .Add("CS1702", ReportDiagnostic.Suppress)
            .Add("CS1705", ReportDiagnostic.Suppress);

    // A method that calls itself without end gets an exception while there is stack left, instead of ending the process.
    private static readonly EmitOptions Emitting = new(
        debugInformationFormat: DebugInformationFormat.PortablePdb,
        instrumentationKinds: [InstrumentationKind.StackOverflowProbing]);

    private static int assemblies;

    public CellCompiler(string folder, IReadOnlyList<string> imports, PortableExecutableReference placeholder)
    {
        // Optimised: a loop in a cell runs at the speed that it has in a program, and line numbers hold all the same.
        Options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: imports,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            specificDiagnosticOptions: Silenced,
            metadataReferenceResolver: new DirectiveResolver(placeholder),
            sourceReferenceResolver: new SourceFileResolver([], folder),
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
    }

    /// <summary>How cells are parsed.</summary>
    public static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>How cells are compiled.</summary>
    public CSharpCompilationOptions Options { get; }

    /// <summary>Parses a cell.</summary>
    /// <param name="code">Its text.</param>
    /// <param name="name">What errors call it: "cell 3".</param>
    public static SyntaxTree Parse(string code, string name) =>
        WithTrailingWith(CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), ParseOptions, name));

    /// <summary>
    /// The tree without its <c>#r</c>, which were dealt with: the compiler takes them at the head of a cell only, and
    /// notebooks write them anywhere. What is left stays where it was.
    /// </summary>
    public static SyntaxTree WithoutReferences(SyntaxTree tree)
    {
        var spans = CellSyntax.References(tree).Select(directive => directive.Span).ToList();
        return spans.Count == 0
            ? tree
            : WithTrailingWith(tree.WithChangedText(tree.GetText().WithChanges(
                spans.Select(span => new TextChange(span, new string(' ', span.Length))))));
    }

    /// <summary>Reads the references: a compilation that begins while this one lives takes over what was made of them.</summary>
    public CSharpCompilation Read(IReadOnlyList<MetadataReference> references)
    {
        var compilation = CSharpCompilation.CreateScriptCompilation($"{AssemblyPrefix}0", references: references, options: Options);
        _ = compilation.Assembly;
        return compilation;
    }

    /// <summary>Compiles and loads a cell, with code that an interrupt ends.</summary>
    /// <param name="tree">The cell.</param>
    /// <param name="references">All that it may refer to.</param>
    /// <param name="previous">The cell before it, null for the first.</param>
    /// <param name="cancellation">Ends the compilation early.</param>
    /// <exception cref="CellCompilationException">It has errors.</exception>
    public CompiledCell Compile(
        SyntaxTree tree,
        IReadOnlyList<MetadataReference> references,
        CompiledCell? previous,
        CancellationToken cancellation)
    {
        // A cell has the references of those before it. Named again, each would stand there once more for every cell, and the
        // compiler's lists of them would outgrow all else in a long session.
        IEnumerable<MetadataReference> additional = previous is null ? references : references.Except(previous.References);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            $"{AssemblyPrefix}{Interlocked.Increment(ref assemblies)}", tree, additional, Options, previous?.Compilation);
        if (compilation.SyntaxTrees.All(part => ((CompilationUnitSyntax)part.GetRoot()).Members.Count == 0))
        {
            // Usings alone: there is nothing to emit, and the compiler stumbles over the attempt.
            List<Diagnostic> warnings = WarningsUnlessErrors(compilation.GetDiagnostics(cancellation));
            return new CompiledCell(compilation, references, Start: null, HasValue: false) { Warnings = warnings };
        }

        var code = new MemoryStream();
        var symbols = new MemoryStream();
        EmitResult emitted = compilation.Emit(code, symbols, options: Emitting, cancellationToken: cancellation);
        List<Diagnostic> told = WarningsUnlessErrors(emitted.Diagnostics);
        if (told.Any(warning => warning.Id == "CS0649"))
        {
            // Under that instrumentation the compiler overlooks the initializers of fields, and says that nothing assigns to them.
            told = WarningsUnlessErrors(compilation.Clone().GetDiagnostics(cancellation));
        }

        bool takesToken = false;
        if (compilation.SyntaxTrees.Any(part => CellSyntax.MayRunLong(part) || CellSyntax.KeepsDisplay(part)))
        {
            (code, symbols, takesToken) = CellWeaver.Weave(code, symbols);
        }

        return new CompiledCell(compilation, references, Load(compilation, code, symbols), HasValue(compilation, tree))
        {
            Warnings = told,
            TakesKernelToken = takesToken,
        };
    }

    private static SyntaxTree WithTrailingWith(SyntaxTree tree)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot();
        CompilationUnitSyntax read = CellSyntax.WithTrailingWith(root);
        return read == root ? tree : CSharpSyntaxTree.Create(read, ParseOptions, tree.FilePath, Encoding.UTF8);
    }

    private static List<Diagnostic> WarningsUnlessErrors(ImmutableArray<Diagnostic> diagnostics)
    {
        var told = diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed).ToList();
        var errors = told.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        return errors.Count > 0 ? throw new CellCompilationException(errors, told) : told;
    }

    private static Func<object?[], Task<object?>> Load(CSharpCompilation compilation, MemoryStream code, MemoryStream symbols)
    {
        code.Position = 0;
        symbols.Position = 0;
        Assembly assembly = AssemblyLoadContext.Default.LoadFromStream(code, symbols);
        IMethodSymbol entry = compilation.GetEntryPoint(CancellationToken.None)!;
        return assembly.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
    }

    private static bool HasValue(CSharpCompilation compilation, SyntaxTree tree)
    {
        if (CellSyntax.Returns(tree))
        {
            return true;
        }

        // A null or a default has no type of its own, and is a value all the same.
        return CellSyntax.TrailingExpression(tree) is { } expression
            && compilation.GetSemanticModel(tree).GetTypeInfo(expression).ConvertedType?.SpecialType != SpecialType.System_Void;
    }
}
