using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>
/// Satisfies the compiler's <c>#r</c>: what the directives name was resolved before and is among the references, and a
/// directive may stand for many assemblies (a package), which the compiler does not expect.
/// </summary>
internal sealed class DirectiveResolver(PortableExecutableReference placeholder) : MetadataReferenceResolver
{
    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties) => [placeholder];

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
