using NotebookKernel.Headless.Documents;

namespace NotebookKernel.Tests.Headless;

public sealed class NotebookParametersTests
{
    private const string Defaults = "int epochs = 1;\nvar rate = 0.1;\nstring name = null;\nvar title = \"a\";";

    [Theory]
    [InlineData("other", "3", "var other = 3;")]
    [InlineData("other", "-3000000000", "var other = -3000000000L;")]
    [InlineData("other", "1e3", "var other = 1000.0;")]
    [InlineData("other", "0.25", "var other = 0.25;")]
    [InlineData("other", "True", "var other = true;")]
    [InlineData("other", "a \"b\"\n", "var other = \"a \\\"b\\\"\\n\";")]
    [InlineData("epochs", "3", "epochs = 3;")]
    [InlineData("rate", "1", "rate = 1;")]
    [InlineData("name", "7", "name = \"7\";")]
    [InlineData("title", "true", "title = \"true\";")]
    public void Inject_Value_IsWrittenAsTheVariableTakesIt(string name, string value, string expected)
    {
        NotebookDocument notebook = Notebook();
        NotebookParameters.Inject(notebook, new Dictionary<string, string> { [name] = value });
        notebook.Cells[2].Source.ShouldBe("// Parameters\n" + expected);
    }

    [Theory]
    [InlineData("rate", "0,01")]
    [InlineData("epochs", "1,000")]
    public void Inject_SeparatorsInANumber_IsRefusedAndSaysHowToWriteIt(string name, string value) =>
        Should.Throw<ArgumentException>(() => NotebookParameters.Inject(Notebook(), new Dictionary<string, string> { [name] = value }))
            .Message.ShouldContain("with a point");

    [Fact]
    public void Inject_Again_ReplacesTheCell()
    {
        NotebookDocument notebook = Notebook();
        NotebookParameters.Inject(notebook, new Dictionary<string, string> { ["epochs"] = "2" });
        var again = NotebookDocument.Parse(notebook.ToJson());
        NotebookParameters.Inject(again, new Dictionary<string, string> { ["epochs"] = "5" });
        again.Cells.Count.ShouldBe(4);
        again.Cells[2].Source.ShouldBe("// Parameters\nepochs = 5;");
        again.Cells[2].Tags.ShouldBe(["injected-parameters"]);
    }

    [Fact]
    public void Inject_NameThatIsNotDeclared_IsReturned() =>
        NotebookParameters.Inject(Notebook(), new Dictionary<string, string> { ["epochs"] = "2", ["epoch"] = "2" })
            .ShouldBe(["epoch"]);

    [Fact]
    public void Inject_NoParametersCell_GoesFirst()
    {
        var notebook = NotebookDocument.Create([("csharp", "1")]);
        NotebookParameters.Inject(notebook, new Dictionary<string, string> { ["a"] = "2" });
        notebook.Cells[0].Source.ShouldContain("var a = 2;");
    }

    [Fact]
    public void Inject_NameThatIsNoIdentifier_IsRefused() =>
        Should.Throw<ArgumentException>(() => NotebookParameters.Inject(Notebook(), new Dictionary<string, string> { ["a b"] = "1" }))
            .Message.ShouldContain("\"a b\" is no C# name");

    private static NotebookDocument Notebook()
    {
        var notebook = NotebookDocument.Create([("markdown", "# Title"), ("csharp", Defaults), ("csharp", "epochs")]);
        string text = notebook.ToJson();
        int at = text.IndexOf("\"dotnet_interactive\"", StringComparison.Ordinal);
        return NotebookDocument.Parse(text.Insert(at, "\"tags\": [\"parameters\"], "));
    }
}
