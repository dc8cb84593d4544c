using Microsoft.CodeAnalysis;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>
/// What the next cell compiles against: one reference for each assembly name. The same objects serve every cell, so that
/// the compiler reads each file once for the whole session.
/// </summary>
internal sealed class ReferenceSet
{
    private readonly Dictionary<string, PortableExecutableReference> byName = new(StringComparer.OrdinalIgnoreCase);

    public ReferenceSet(IEnumerable<PortableExecutableReference> initial)
    {
        foreach (PortableExecutableReference reference in initial)
        {
            byName[NameOf(reference.FilePath!)] = reference;
        }

        All = [.. byName.Values];
    }

    /// <summary>The references; a new list whenever they change.</summary>
    public IReadOnlyList<PortableExecutableReference> All { get; private set; }

    /// <summary>Adds what is not yet there by name; the first one stays, as it does at run time.</summary>
    public void Add(IEnumerable<PortableExecutableReference> references)
    {
        int before = byName.Count;
        foreach (PortableExecutableReference reference in references)
        {
            byName.TryAdd(NameOf(reference.FilePath!), reference);
        }

        if (byName.Count != before)
        {
            All = [.. byName.Values];
        }
    }

    /// <summary>True if an assembly of that simple name can be used already.</summary>
    public bool Contains(string assemblyName) => byName.ContainsKey(assemblyName);

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);
}
