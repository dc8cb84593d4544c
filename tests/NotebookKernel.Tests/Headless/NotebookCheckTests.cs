using NotebookKernel.Headless.Checking;
using NotebookKernel.Headless.Documents;
using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Headless;

public sealed class NotebookCheckTests
{
    private static readonly CellResult Nothing = new(null, null, false);
    private static readonly CellResult Two = new(MimeBundle.OfText("2"), null, false);

    [Fact]
    public void Inspect_WholeRun_FindsNothing() =>
        NotebookCheck.Inspect(Notebook(("var a = 1;", 1, Nothing), ("a + 1", 2, Two))).ShouldBeEmpty();

    [Theory]
    [InlineData("a + 1", "it ends in the expression a + 1")]
    [InlineData("Console.WriteLine(1);", "it calls Console.WriteLine")]
    [InlineData("display(a);", "it calls display")]
    [InlineData("chart.Display();", "it calls chart.Display")]
    public void Inspect_OutputMissing_SaysWhatGivesIt(string code, string reason) =>
        NotebookCheck.Inspect(Notebook((code, 1, Nothing))).Single().Problem.ShouldBe($"it has no output, and {reason}.");

    [Theory]
    [InlineData("var a = 1;")]
    [InlineData("Save(a)")]
    [InlineData("await SaveAsync(a)")]
    [InlineData("if (a > 1) Console.WriteLine(1);")]
    [InlineData("void Later() { Console.WriteLine(1); }")]
    public void Inspect_OutputThatMayNotCome_IsNotAskedFor(string code) =>
        NotebookCheck.Inspect(Notebook((code, 1, Nothing))).ShouldBeEmpty();

    [Fact]
    public void Inspect_CellThatWasNotRun_IsFound() =>
        NotebookCheck.Inspect(NotebookDocument.Create([("markdown", "text"), ("csharp", "var a = 1;")]))
            .ShouldBe([new CellCheck(2, "it was not run.")]);

    [Fact]
    public void Inspect_OutOfOrder_IsFound() =>
        NotebookCheck.Inspect(Notebook(("var a = 1;", 1, Nothing), ("a + 1", 7, Two))).Single().Problem
            .ShouldStartWith("it ran as number 7, after number 1");

    [Fact]
    public void Inspect_Error_IsFound() =>
        NotebookCheck.Inspect(Notebook(("a", 1, new CellResult(null, new CellError("Bad", "no good", []), false))))
            .ShouldBe([new CellCheck(1, "its output is an error: no good")]);

    [Fact]
    public void Compare_AnotherKindOfOutput_IsFound()
    {
        var html = new CellResult(
            new MimeBundle(new Dictionary<string, string> { ["text/html"] = "2", ["text/plain"] = "2" }), null, false);
        NotebookCheck.Compare(Notebook(("a", 1, Two), ("b", 2, Two)), Notebook(("a", 1, Two), ("b", 2, html)))
            .ShouldBe([new CellCheck(2, "its output is text/plain, and a run gives text/html + text/plain.")]);
    }

    private static NotebookDocument Notebook(params (string Code, int Count, CellResult Result)[] cells)
    {
        var notebook = NotebookDocument.Create(cells.Select(cell => ("csharp", cell.Code)));
        var outputs = new NotebookOutputs();
        foreach ((NotebookCell? cell, (string _, int count, CellResult? result)) in notebook.Cells.Zip(cells))
        {
            outputs.Finish(cell, count, result);
        }

        return notebook;
    }
}
