namespace NotebookKernel.Scripting.Packages;

/// <summary>A package as an <c>#r</c> names it.</summary>
/// <param name="Name">The package's id.</param>
/// <param name="Version">A version, a range or a pattern (<c>1.*</c>); null for the newest.</param>
internal sealed record PackageRequest(string Name, string? Version)
{
    private const string Prefix = "nuget:";

    /// <summary>Reads <c>nuget: Name, version</c>; null for a reference to anything else.</summary>
    public static PackageRequest? Parse(string reference)
    {
        if (!reference.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string[] parts = reference[Prefix.Length..].Split(',', 2, StringSplitOptions.TrimEntries);
        return new PackageRequest(parts[0], parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null);
    }

    /// <summary>What an <c>#i "nuget: ..."</c> names.</summary>
    public static string SourceOf(string source) =>
        (source.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? source[Prefix.Length..] : source).Trim();

    /// <summary>True for one exact version, which stays what it is from one restore to the next.</summary>
    public bool IsPinned => Version is not null && Version.IndexOfAny(['*', '[', '(', ',']) < 0;

    /// <inheritdoc/>
    public override string ToString() => Version is null ? Name : $"{Name} {Version}";
}

/// <summary>What the <c>#r "nuget: ..."</c> and <c>#i "nuget: ..."</c> of a cell ask for.</summary>
internal sealed class PackageDirectives
{
    /// <summary>The packages.</summary>
    public List<PackageRequest> Requests { get; } = [];

    /// <summary>Where they come from, beside NuGet's configuration.</summary>
    public List<string> Sources { get; } = [];
}
