using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Scripting;

public sealed class ReferenceTests : SessionTest
{
    private readonly string folder = Directory.CreateTempSubdirectory("notebook-kernel-").FullName;

    [Fact]
    public async Task Reference_RelativePath_StartsAtTheNotebook()
    {
        await UseFolder();
        CompileLibrary(Path.Combine(folder, "lib", "Relative.dll"), "public static class Relative { public static int Answer => 42; }");
        (await Value("#r \"lib/Relative.dll\"\nRelative.Answer")).ShouldBe("42");
    }

    [Fact]
    public async Task Reference_AmidTheCode_Counts() =>
        (await Value("var text = \"#r\";\n#r \"nuget: Shouldly\"\ntypeof(Shouldly.Should).Name + text")).ShouldBe("Should#r");

    [Fact]
    public async Task Reference_MissingFile_NamesTheLineAndThePath()
    {
        await UseFolder();
        CellResult result = await Run("var a = 1;\n#r \"missing.dll\"");
        result.Error!.Message.ShouldContain("line 2");
        result.Error.Message.ShouldContain(Path.Combine(folder, "missing.dll"));
    }

    [Fact]
    public async Task Reference_NotAnAssembly_SaysSo()
    {
        await UseFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "text.dll"), "no assembly", Stop);
        (await Run("#r \"text.dll\"")).Error!.Message.ShouldContain("is not a .NET assembly");
    }

    [Fact]
    public async Task Load_File_RunsItWithItsOwnReferences()
    {
        await UseFolder();
        CompileLibrary(Path.Combine(folder, "scripts", "Loaded.dll"), "public static class Loaded { public static int Answer => 7; }");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "scripts", "more.csx"), "#r \"Loaded.dll\"\nint FromFile() => Loaded.Answer;", Stop);
        (await Value("#load \"scripts/more.csx\"\nFromFile()")).ShouldBe("7");
        (await Value("FromFile() + 1")).ShouldBe("8");
    }

    [Fact]
    public async Task Package_OfTheHost_CostsNoRestore()
    {
        (await Value("#r \"nuget: Shouldly\"\ntypeof(Shouldly.Should).Assembly.GetName().Name")).ShouldBe("Shouldly");
        Output.Displays.ShouldBeEmpty();
        Output.StandardError.ShouldBeEmpty();
    }

    [Fact]
    public async Task Package_OfTheHostInAnotherVersion_UsesTheHostsAndSaysSo()
    {
        await Run("#r \"nuget: Shouldly, 1.2.3\"");
        Output.StandardError.ShouldStartWith("Shouldly 1.2.3 is asked for; this program carries");
    }

    [Fact]
    public async Task Package_Restored_IsUsableAndTold()
    {
        await SkipWithoutRegistry();
        (await Value("#r \"nuget: Polly.Core, 8.9.1\"\ntypeof(Polly.ResiliencePipeline).Name")).ShouldBe("ResiliencePipeline");
        Output.Displays.Single().Bundle.Data["text/plain"].ShouldBe("Restoring Polly.Core 8.9.1 ...");
        Output.Updates.Single().Bundle.Data["text/plain"].ShouldBe("Packages: Polly.Core 8.9.1");
    }

    [Fact]
    public async Task Package_WithNatives_LoadsThem()
    {
        await SkipWithoutRegistry();
        await Run("#r \"nuget: SkiaSharp, 3.119.4\"\n#r \"nuget: SkiaSharp.NativeAssets.Linux.NoDependencies, 3.119.4\"");
        (await Value("var bitmap = new SkiaSharp.SKBitmap(3, 4);\nbitmap.Width * bitmap.Height")).ShouldBe("12");
    }

    [Fact]
    public async Task Package_Missing_TellsNuGetsReason()
    {
        await SkipWithoutRegistry();
        CellResult result = await Run("#r \"nuget: NotebookKernel.NoSuchPackage, 1.0.0\"");
        result.Error!.Name.ShouldBe("PackageError");
        result.Error.Message.ShouldContain("NotebookKernel.NoSuchPackage 1.0.0");
        result.Error.Message.ShouldContain("NU11");
        result.Error.Message.ShouldContain("NuGet.config");
    }

    [Fact]
    public async Task Package_FolderWithItsOwnConfig_ComesFromThere()
    {
        await UseFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "NuGet.config"),
            "<configuration><packageSources><clear /><add key=\"here\" value=\"packages\" /></packageSources></configuration>",
            Stop);
        Directory.CreateDirectory(Path.Combine(folder, "packages"));
        CellResult result = await Run("#r \"nuget: NotebookKernel.NoSuchPackage, 1.0.0\"");
        Assert.SkipWhen(
            result.Error?.Message.Contains("no dotnet was found", StringComparison.Ordinal) == true, result.Error?.Message ?? "");
        result.Error!.Message.ShouldContain("source(s): here");
    }

    private Task UseFolder() => Use(new ScriptSessionOptions { Folder = folder });

    // A small package tells whether there are an SDK and a registry.
    private async Task SkipWithoutRegistry()
    {
        var output = new RecordedOutput();
        CellResult result = await Session.ExecuteAsync("#r \"nuget: Newtonsoft.Json, 13.0.3\"", output, Stop);
        Assert.SkipWhen(result.Error is not null, $"Packages cannot be restored here: {result.Error?.Message}");
        await Use(new ScriptSessionOptions { Folder = Path.GetTempPath() });
    }

    private static void CompileLibrary(string path, string code)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        CSharpCompilation.Create(
                Path.GetFileNameWithoutExtension(path),
                [CSharpSyntaxTree.ParseText(code, cancellationToken: Stop)],
                [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .Emit(path, cancellationToken: Stop).Success.ShouldBeTrue();
    }
}
