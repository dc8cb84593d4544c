namespace NotebookKernel.Scripting.Packages;

/// <summary>What the <c>#r "nuget: ..."</c> and <c>#i "nuget: ..."</c> of a cell ask for.</summary>
internal sealed class PackageDirectives
{
    /// <summary>The packages.</summary>
    public List<PackageRequest> Requests { get; } = [];

    /// <summary>Where they come from, beside NuGet's configuration.</summary>
    public List<string> Sources { get; } = [];
}
