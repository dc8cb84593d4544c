using NotebookKernel.Headless.Documents;

namespace NotebookKernel.Tests.Headless;

public sealed class DibFileTests
{
    private const string Kernels =
        """{"name":"csharp","aliases":["mine"]},{"name":"db","languageName":"SQL","aliases":["mydb"]}""";

    private const string Declaring =
        $$$"""
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp","items":[{{{Kernels}}}]}}

        #!mine

        var a = 1;

        #!mydb

        SELECT 1

        """;

    [Fact]
    public void Read_Cells_ArePartedByLanguage()
    {
        NotebookDocument notebook = DibFile.Read(
            "#!meta\n\n{\"kernelInfo\":{}}\n\n#!markdown\n\n# Title\n\n#!csharp\n\n#!time\nvar a = 1;\n\n#!html\n\n<b>x</b>\n");
        notebook.Cells.Select(cell => (cell.Type, cell.Language, cell.Source)).ShouldBe(
        [
            ("markdown", "csharp", "# Title"), ("code", "csharp", "#!time\nvar a = 1;"), ("code", "html", "<b>x</b>"),
        ]);
    }

    [Fact]
    public void Read_NoSeparator_IsOneCSharpCell() =>
        DibFile.Read("var a = 1;").Cells.Single().Source.ShouldBe("var a = 1;");

    [Fact]
    public void Read_NamesDeclaredInMeta_PartCells()
    {
        NotebookDocument notebook = DibFile.Read(Declaring);
        notebook.Cells.Select(cell => (cell.Language, cell.Source)).ShouldBe([("csharp", "var a = 1;"), ("db", "SELECT 1")]);
        notebook.ToJson().ShouldContain("\"mydb\"");
    }

    [Fact]
    public void Read_MetaThatIsNoJson_IsRefused() =>
        Should.Throw<NotebookFormatException>(() => DibFile.Read("#!meta\n\n{broken\n\n#!csharp\n\n1")).Message.ShouldContain("#!meta");
}
