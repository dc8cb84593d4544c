namespace NotebookKernel.Scripting.Packages;

/// <summary>One <c>#r</c> of a cell or of a file that it loads.</summary>
/// <param name="Reference">What it names: a path, an assembly name, or a package as <c>nuget: Name, version</c>.</param>
/// <param name="BaseFolder">Where its relative paths start.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record ReferenceDirective(string Reference, string BaseFolder, int Line);
