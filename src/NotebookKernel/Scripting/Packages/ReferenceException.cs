namespace NotebookKernel.Scripting.Packages;

/// <summary>A <c>#r</c> that names something that cannot be found or used.</summary>
internal sealed class ReferenceException(ReferenceDirective directive, string message)
    : Exception($"line {directive.Line}, #r \"{directive.Reference}\": {message}");
