using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using Microsoft.CodeAnalysis;

namespace NotebookKernel.LanguageServices;

/// <summary>
/// Finds the XML documentation of assemblies: the file beside the assembly, or, for those of .NET itself, which come
/// without, the SDK's reference pack of the same version.
/// </summary>
/// <remarks>The assemblies of .NET are cut differently from the pack's files, so a type is looked for in all of those.</remarks>
internal sealed class FrameworkDocumentation
{
    // At once and beside what else the first question needs: it reads some thirty megabytes.
    private readonly Task<Dictionary<string, string>> files = Task.Run(IndexTypes);
    private readonly Dictionary<string, string> texts = [];
    private readonly Lock gate = new();
    private readonly string runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>The documentation of an assembly.</summary>
    /// <param name="assembly">Its file.</param>
    public DocumentationProvider For(string assembly)
    {
        var beside = Path.ChangeExtension(assembly, ".xml");
        return File.Exists(beside) ? XmlDocumentationProvider.CreateFromFile(beside)
            : Path.GetDirectoryName(assembly) == runtime ? new PackProvider(this)
            : DocumentationProvider.Default;
    }

    // Every file of the pack, by the types that it documents: the members stand beside their type.
    private static Dictionary<string, string> IndexTypes()
    {
        var index = new Dictionary<string, string>();
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var version = Environment.Version;
        var packs = Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        var pack = !Directory.Exists(packs) ? null : Directory
            .EnumerateDirectories(packs, $"{version.Major}.{version.Minor}.*")
            .Select(folder => Path.Combine(folder, "ref", $"net{version.Major}.{version.Minor}"))
            .LastOrDefault(Directory.Exists);
        foreach (var file in pack is null ? [] : Directory.EnumerateFiles(pack, "*.xml"))
        {
            foreach (var line in File.ReadLines(file))
            {
                const string TypeMember = "<member name=\"T:";
                if (line.IndexOf(TypeMember, StringComparison.Ordinal) is >= 0 and var at)
                {
                    var start = at + TypeMember.Length;
                    index.TryAdd(line[start..line.IndexOf('"', start)], file);
                }
            }
        }

        return index;
    }

    private string? Find(string memberId)
    {
        if (!files.GetAwaiter().GetResult().TryGetValue(TypeOf(memberId), out var file))
        {
            return null;
        }

        string text;
        lock (gate)
        {
            if (!texts.TryGetValue(file, out text!))
            {
                texts[file] = text = File.ReadAllText(file, Encoding.UTF8);
            }
        }

        var start = text.IndexOf($"<member name=\"{memberId}\"", StringComparison.Ordinal);
        const string End = "</member>";
        return start < 0 ? null : text[start..(text.IndexOf(End, start, StringComparison.Ordinal) + End.Length)];
    }

    // "M:System.String.Substring(System.Int32)" is a member of "System.String".
    private static string TypeOf(string memberId)
    {
        var name = memberId[2..];
        var end = name.IndexOf('(', StringComparison.Ordinal);
        name = end < 0 ? name : name[..end];
        return memberId[0] == 'T' ? name : name[..Math.Max(0, name.LastIndexOf('.'))];
    }

    private sealed class PackProvider(FrameworkDocumentation owner) : DocumentationProvider
    {
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        protected override string? GetDocumentationForSymbol(
            string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default)
        {
            try
            {
                return owner.Find(documentationMemberID);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
            {
                // Documentation is a courtesy: a file that cannot be read leaves the signature.
                return null;
            }
        }
    }
}
