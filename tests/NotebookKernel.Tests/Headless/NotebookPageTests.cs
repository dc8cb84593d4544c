using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Html;
using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Headless;

public sealed class NotebookPageTests
{
    [Fact]
    public void Render_Markdown_BecomesHtmlAndGivesTheTitle()
    {
        string page = NotebookPage.Render(NotebookDocument.Create([("markdown", "# Digits & more\n\n*text*")]), "file");
        page.ShouldContain("<title>Digits &amp; more</title>");
        page.ShouldContain("<em>text</em>");
    }

    [Theory]
    [InlineData("$p_i^2$", "<math aria-label=\"p_i^2\"><mrow><msubsup><mi>p</mi><mi>i</mi><mn>2</mn></msubsup></mrow></math>")]
    [InlineData("$$-\\frac{1}{n}$$", "<math display=\"block\"")]
    [InlineData("$$-\\frac{1}{n}$$", "<mo>−</mo><mfrac><mrow><mn>1</mn></mrow><mrow><mi>n</mi></mrow></mfrac>")]
    [InlineData(
        "$\\sum_j e^{z_j}$",
        "<munder><mo>∑</mo><mi>j</mi></munder><msup><mi>e</mi><mrow><msub><mi>z</mi><mi>j</mi></msub></mrow></msup>")]
    [InlineData(
        "$\\begin{pmatrix} a & b \\\\ 0 & 1 \\end{pmatrix}$",
        "<mtr><mtd><mrow><mi>a</mi></mrow></mtd><mtd><mrow><mi>b</mi></mrow></mtd></mtr><mtr>")]
    [InlineData("$\\left( x \\right)$", "<mrow><mo stretchy=\"true\">(</mo><mrow><mi>x</mi></mrow><mo stretchy=\"true\">)</mo></mrow>")]
    [InlineData("$a < \\unheardOf$", "<mo>&lt;</mo><mtext>\\unheardOf</mtext>")]
    [InlineData("$\\frac{1$", "<mfrac><mrow><mn>1</mn></mrow><mrow></mrow></mfrac>")]
    public void Render_Formula_IsDrawnByTheBrowserItself(string formula, string expected) =>
        NotebookPage.Render(NotebookDocument.Create([("markdown", $"So {formula}, and")]), "file").ShouldContain(expected);

    [Fact]
    public void Render_Code_IsColouredAndEscaped()
    {
        string page = NotebookPage.Render(NotebookDocument.Create([("csharp", "var a = \"<b>\"; // note")]), "file");
        page.ShouldContain("<span class=\"k\">var</span>");
        page.ShouldContain("<span class=\"s\">&quot;&lt;b&gt;&quot;</span>");
        page.ShouldContain("<span class=\"c\">// note</span>");
        page.ShouldContain("<title>file</title>");
    }

    [Fact]
    public void Render_Outputs_RichOnesStandAsTheyAreAndTextEscaped()
    {
        var notebook = NotebookDocument.Create([("csharp", "a")]);
        var outputs = new NotebookOutputs();
        ICellOutput output = outputs.For(notebook.Cells[0]);
        output.Write(OutputStream.StandardError, "\u001b[31mred <b>\u001b[0m");
        output.Display(new MimeBundle(new Dictionary<string, string>
        {
            ["text/html"] = "<script>run()</script>", ["text/plain"] = "not this",
        }), null);
        output.Display(new MimeBundle(new Dictionary<string, string> { ["image/png"] = "AAAA" }), null);
        outputs.Finish(notebook.Cells[0], 1, new CellResult(null, new CellError("Bad", "no", ["Bad: <no>"]), false));
        string page = NotebookPage.Render(notebook, "file");
        page.ShouldContain("<script>run()</script>");
        page.ShouldNotContain("not this");
        page.ShouldContain(">red &lt;b&gt;</pre>");
        page.ShouldContain("src=\"data:image/png;base64,AAAA\"");
        page.ShouldContain("Bad: &lt;no&gt;");
    }

    [Fact]
    public void Render_PageItself_AsksForNothingFromElsewhere()
    {
        string page = NotebookPage.Render(NotebookDocument.Create([("markdown", "text"), ("csharp", "1")]), "file");
        page.ShouldNotContain("http");
        page.ShouldNotContain("<link");
        page.ShouldNotContain("src=");
    }

    [Fact]
    public void Render_SeveralNotebooks_LinkToEachOthersPagesAndToTheirOwnSections()
    {
        var first = NotebookDocument.Create(
            [("markdown", "# 1. One\n\n## A\n\n## B"), ("markdown", "## A\n\nNext: [two](two.ipynb#b), [three](three.ipynb)")]);
        var second = NotebookDocument.Create([("markdown", "# 2. Two")]);
        var pages = PageSet.Of([("notebooks/one.ipynb", first), ("notebooks/two.ipynb", second)]);

        string page = NotebookPage.Render(first, "one", "one.html", pages);

        page.ShouldContain("<a href=\"two.html#b\">two</a>");
        page.ShouldContain("<a href=\"three.ipynb\">three</a>");
        page.ShouldContain("<a href=\"two.html\">2. Two</a>");
        page.ShouldContain("<span aria-current=\"page\">1. One</span>");
        page.ShouldContain("<a href=\"#a\">A</a>");
        page.ShouldContain("<a href=\"#a-2\">A</a>");
        page.ShouldContain("<h2 id=\"a-2\">A</h2>");
    }

    [Fact]
    public void SaveIndex_SeveralNotebooks_ListsTheirPagesUnlessOneHasItsName()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            new PageSet([("one.html", "1. <One>"), ("two.html", "2. Two")]).SaveIndex(folder.FullName).ShouldNotBeNull();
            File.ReadAllText(Path.Combine(folder.FullName, "index.html")).ShouldContain("<a href=\"one.html\">1. &lt;One&gt;</a>");
            new PageSet([("index.html", "mine")]).SaveIndex(folder.FullName).ShouldBeNull();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
