using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis;

namespace NotebookKernel.LanguageServices;

/// <summary>
/// Finds the XML documentation of assemblies: the file beside the assembly, or, for those of .NET itself, which come
/// without, the SDK's reference pack of the same version.
/// </summary>
/// <remarks>
/// Roslyn's own provider parses a file whole, for one member, and keeps it. Here a member is looked for in the file's bytes. The
/// assemblies of .NET are cut differently from the pack's files, so a type is looked for in all of those.
/// </remarks>
internal sealed class FrameworkDocumentation
{
    private readonly Lazy<Dictionary<string, string>> pack = new(IndexTypes);
    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly string runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>The documentation of an assembly.</summary>
    /// <param name="assembly">Its file.</param>
    public DocumentationProvider For(string assembly)
    {
        string beside = Path.ChangeExtension(assembly, ".xml");
        return File.Exists(beside) ? new MemberProvider(this, beside)
            : Path.GetDirectoryName(assembly) == runtime ? new MemberProvider(this, file: null)
            : DocumentationProvider.Default;
    }

    // Every file of the pack, by the types that it documents: the members stand beside their type.
    private static Dictionary<string, string> IndexTypes()
    {
        var index = new Dictionary<string, string>();
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        Version version = Environment.Version;
        string packs = Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        string? pack = !Directory.Exists(packs) ? null : Directory
            .EnumerateDirectories(packs, $"{version.Major}.{version.Minor}.*")
            .Select(folder => Path.Combine(folder, "ref", $"net{version.Major}.{version.Minor}"))
            .LastOrDefault(Directory.Exists);
        foreach (string file in pack is null ? [] : Directory.EnumerateFiles(pack, "*.xml"))
        {
            foreach (string line in File.ReadLines(file))
            {
                const string TypeMember = "<member name=\"T:";
                if (line.IndexOf(TypeMember, StringComparison.Ordinal) is >= 0 and var at)
                {
                    int start = at + TypeMember.Length;
                    index.TryAdd(line[start..line.IndexOf('"', start)], file);
                }
            }
        }

        return index;
    }

    private string? Find(string? file, string memberId)
    {
        if (file is null && !pack.Value.TryGetValue(TypeOf(memberId), out file))
        {
            return null;
        }

        Span<byte> text = files.GetOrAdd(file, File.ReadAllBytes).AsSpan();
        int start = text.IndexOf(Encoding.UTF8.GetBytes($"<member name=\"{memberId}\""));
        if (start < 0)
        {
            return null;
        }

        Span<byte> member = text[start..];
        int end = member.IndexOf("</member>"u8) is >= 0 and var at ? at + "</member>"u8.Length : 0;
        return Encoding.UTF8.GetString(member[..end]);
    }

    // "M:System.String.Substring(System.Int32)" is a member of "System.String".
    private static string TypeOf(string memberId)
    {
        string name = memberId[2..];
        int end = name.IndexOf('(', StringComparison.Ordinal);
        name = end < 0 ? name : name[..end];
        return memberId[0] == 'T' ? name : name[..Math.Max(0, name.LastIndexOf('.'))];
    }

    private sealed class MemberProvider(FrameworkDocumentation owner, string? file) : DocumentationProvider
    {
        private string? File { get; } = file;

        public override bool Equals(object? obj) => obj is MemberProvider other && other.File == File;

        public override int GetHashCode() => File?.GetHashCode(StringComparison.Ordinal) ?? 0;

        protected override string? GetDocumentationForSymbol(
            string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default)
        {
            try
            {
                return owner.Find(File, documentationMemberID);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Documentation is a courtesy: a file that cannot be read leaves the signature.
                return null;
            }
        }
    }
}
