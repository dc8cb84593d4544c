namespace NotebookKernel.Scripting.Packages;

/// <summary>A package that cells can use from now on.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">Where it was unpacked; null for one that this process carries.</param>
/// <param name="Assemblies">The files of its assemblies.</param>
internal sealed record AddedPackage(string Name, string Version, string? Folder, IReadOnlyList<string> Assemblies);
