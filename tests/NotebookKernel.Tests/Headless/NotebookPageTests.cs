using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Html;
using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Headless;

public sealed class NotebookPageTests
{
    [Fact]
    public void Render_Markdown_BecomesHtmlAndGivesTheTitle()
    {
        var page = NotebookPage.Render(NotebookDocument.Create([("markdown", "# Digits & more\n\n*text*")]), "file");
        page.ShouldContain("<title>Digits &amp; more</title>");
        page.ShouldContain("<em>text</em>");
    }

    [Fact]
    public void Render_Code_IsColouredAndEscaped()
    {
        var page = NotebookPage.Render(NotebookDocument.Create([("csharp", "var a = \"<b>\"; // note")]), "file");
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
        var output = outputs.For(notebook.Cells[0]);
        output.Write(OutputStream.StandardError, "\u001b[31mred <b>\u001b[0m");
        output.Display(new MimeBundle(new Dictionary<string, string>
        {
            ["text/html"] = "<script>run()</script>", ["text/plain"] = "not this",
        }), null);
        output.Display(new MimeBundle(new Dictionary<string, string> { ["image/png"] = "AAAA" }), null);
        outputs.Finish(notebook.Cells[0], 1, new CellResult(null, new CellError("Bad", "no", ["Bad: <no>"]), false));
        var page = NotebookPage.Render(notebook, "file");
        page.ShouldContain("<script>run()</script>");
        page.ShouldNotContain("not this");
        page.ShouldContain(">red &lt;b&gt;</pre>");
        page.ShouldContain("src=\"data:image/png;base64,AAAA\"");
        page.ShouldContain("Bad: &lt;no&gt;");
    }

    [Fact]
    public void Render_PageItself_AsksForNothingFromElsewhere()
    {
        var page = NotebookPage.Render(NotebookDocument.Create([("markdown", "text"), ("csharp", "1")]), "file");
        page.ShouldNotContain("http");
        page.ShouldNotContain("<link");
        page.ShouldNotContain("src=");
    }
}
