using Microsoft.CodeAnalysis;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Tests.Scripting;

public sealed class CellCompilerTests
{
    private readonly List<PortableExecutableReference> references = [.. FrameworkReferences.Load()];

    [Fact]
    public void Compile_LaterCell_NamesOnlyTheReferencesThatAreNew()
    {
        var compiler = new CellCompiler(Path.GetTempPath(), ["System"], references[0]);
        CompiledCell first = Compile(compiler, "var a = 1;", previous: null);
        references.Add(AssemblyFile.Reference(typeof(Should).Assembly.Location));

        CompiledCell second = Compile(compiler, "Shouldly.Should.NotThrow(() => { }); var b = a;", first);
        CompiledCell third = Compile(compiler, "Shouldly.Should.NotThrow(() => { }); var c = b;", second);

        first.Compilation.ExternalReferences.Length.ShouldBe(references.Count - 1);
        second.Compilation.ExternalReferences.ShouldHaveSingleItem().ShouldBe(references[^1]);
        third.Compilation.ExternalReferences.ShouldBeEmpty();
    }

    private CompiledCell Compile(CellCompiler compiler, string code, CompiledCell? previous) =>
        compiler.Compile(CellCompiler.Parse(code, "cell"), [.. references], previous, TestContext.Current.CancellationToken);
}
