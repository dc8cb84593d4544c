using System.Composition.Hosting;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Host.Mef;

namespace NotebookKernel.LanguageServices;

/// <summary>The parts of Roslyn's editor services that a notebook's questions need.</summary>
/// <remarks>
/// <see cref="MefHostServices.DefaultHost"/> loads and looks at every one of 11,000 types, those for Visual Basic too. Here a file's table
/// of attributes tells which types are parts, and those are left out that nobody asks for: what changes code, and completions that do
/// more than to put a name where the cursor is, which are not offered, and which for types without a <c>using</c> index every reference.
/// </remarks>
internal static class EditorServices
{
    private static readonly string[] Assemblies =
    [
        "Microsoft.CodeAnalysis.Workspaces", "Microsoft.CodeAnalysis.CSharp.Workspaces",
        "Microsoft.CodeAnalysis.Features", "Microsoft.CodeAnalysis.CSharp.Features",
    ];

    private static readonly string[] Unasked = [nameof(ExportCodeFixProviderAttribute), nameof(ExportCodeRefactoringProviderAttribute)];

    private static readonly string[] UnofferedCompletions =
    [
        "ExtensionMemberImportCompletionProvider", "TypeImportCompletionProvider", "CSharpSnippetCompletionProvider",
        "SnippetCompletionProvider", "OverrideCompletionProvider", "PartialMethodCompletionProvider", "PartialTypeCompletionProvider",
        "UnnamedSymbolCompletionProvider", "XmlDocCommentCompletionProvider", "InternalsVisibleToCompletionProvider",
    ];

    /// <summary>Puts the parts together.</summary>
    public static MefHostServices Compose() =>
        MefHostServices.Create(
            new ContainerConfiguration().WithParts(Assemblies.SelectMany(name => PartsOf(Assembly.Load(name)))).CreateContainer());

    private static IEnumerable<Type> PartsOf(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        var tokens = metadata.CustomAttributes.Select(metadata.GetCustomAttribute)
            .Where(attribute => attribute.Parent.Kind == HandleKind.TypeDefinition && Exports(metadata, attribute))
            .Select(attribute => MetadataTokens.GetToken(attribute.Parent))
            .ToHashSet();
        return tokens.Select(token => assembly.ManifestModule.ResolveType(token))
            .Where(type => !type.IsAbstract && !UnofferedCompletions.Contains(type.Name))
            .ToList();
    }

    private static bool Exports(MetadataReader metadata, CustomAttribute attribute)
    {
        EntityHandle type = attribute.Constructor.Kind == HandleKind.MemberReference
            ? metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
            : metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType();
        string name = type.Kind switch
        {
            HandleKind.TypeReference => metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name),
            HandleKind.TypeDefinition => metadata.GetString(metadata.GetTypeDefinition((TypeDefinitionHandle)type).Name),
            _ => "",
        };
        return name.StartsWith("Export", StringComparison.Ordinal) && !Unasked.Contains(name);
    }
}
