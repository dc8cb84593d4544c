using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HandwrittenDigits.Notebooks.Tests.Display;

/// <summary>
/// Compiles and loads an assembly under the name of a host that can't be had here, with the part of its API that is used.
/// It is gone when disposed, as far as those who look for it can tell.
/// </summary>
internal static class StandIn
{
    public static Assembly Load(string name)
    {
        using Stream source = typeof(StandIn).Assembly.GetManifestResourceStream($"{name}.source.cs")!;
        using var reader = new StreamReader(source);
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(reader.ReadToEnd())],
            platform.Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext(name).LoadFromStream(image);
    }
}
