namespace NotebookKernel.Scripting.Packages;

/// <summary>A package or project that this process carries.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Dependencies">The ids of what it depends on.</param>
/// <param name="AssemblyNames">The simple names of its assemblies.</param>
internal sealed record HostPackage(
    string Name, string Version, IReadOnlyList<string> Dependencies, IReadOnlyList<string> AssemblyNames);
