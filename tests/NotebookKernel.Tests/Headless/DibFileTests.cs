using NotebookKernel.Headless.Documents;

namespace NotebookKernel.Tests.Headless;

public sealed class DibFileTests
{
    [Fact]
    public void Read_Cells_ArePartedByLanguage()
    {
        var notebook = DibFile.Read("#!meta\n\n{\"kernelInfo\":{}}\n\n#!markdown\n\n# Title\n\n#!csharp\n\n#!time\nvar a = 1;\n\n#!html\n\n<b>x</b>\n");
        notebook.Cells.Select(cell => (cell.Type, cell.Language, cell.Source)).ShouldBe(
        [
            ("markdown", "csharp", "# Title"), ("code", "csharp", "#!time\nvar a = 1;"), ("code", "html", "<b>x</b>"),
        ]);
    }

    [Fact]
    public void Read_NoSeparator_IsOneCSharpCell() =>
        DibFile.Read("var a = 1;").Cells.Single().Source.ShouldBe("var a = 1;");
}
