using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Notebooks.Tests.Notebooks;

/// <summary>What keeps the notebooks running unchanged in this project's kernel and in .NET Interactive.</summary>
public sealed partial class PortableSubsetTests
{
    public static TheoryData<string> Names => [.. NotebookFile.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Metadata_Notebook_IsAsPolyglotNotebooksWritesIt(string name)
    {
        JsonElement notebook = NotebookFile.Read(name).Json;

        notebook.GetProperty("nbformat").GetInt32().ShouldBe(4);
        JsonElement metadata = notebook.GetProperty("metadata");
        metadata.GetProperty("kernelspec").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)
            .ShouldBe("""{"display_name":".NET(C#)","language":"C#","name":".net-csharp"}""");
        metadata.GetProperty("language_info").GetProperty("name").GetString().ShouldBe("polyglot-notebook");
        metadata.GetProperty("polyglot_notebook").GetProperty("kernelInfo").GetProperty("defaultKernelName").GetString().ShouldBe("csharp");
        foreach (JsonElement cell in NotebookFile.Read(name).CodeCells)
        {
            cell.GetProperty("metadata").GetProperty("dotnet_interactive").GetProperty("language").GetString().ShouldBe("csharp");
            cell.GetProperty("metadata").GetProperty("polyglot_notebook").GetProperty("kernelName").GetString().ShouldBe("csharp");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FirstCell_Notebook_NamesThePackageOnceAndStartsIt(string name)
    {
        string[] code = [.. NotebookFile.Read(name).Code];
        string version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

        code[0].Split('\n')[0].ShouldBe($"#r \"nuget: HandwrittenDigits.Notebooks, {version}\"");
        code[0].ShouldEndWith("Notebook.Start()");
        string.Concat(code).Split("#r ").Length.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Code_Notebook_KeepsToWhatEveryHostKnows(string name)
    {
        foreach (string code in NotebookFile.Read(name).Code)
        {
            NotPortable().Match(code).Value.ShouldBe("", $"in {name}: {code}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Code_Notebook_IsReadAtAGlance(string name)
    {
        int[] lines = [.. NotebookFile.Read(name).Code.Skip(1).Select(code => code.Split('\n').Length)];

        lines.Max().ShouldBeLessThanOrEqualTo(20);
        lines.Count(length => length < 15).ShouldBeGreaterThan(lines.Length * 9 / 10);
        foreach (string line in NotebookFile.Read(name).Code.SelectMany(code => code.Split('\n')))
        {
            line.Length.ShouldBeLessThanOrEqualTo(100, line);
        }
    }

    [Fact]
    public void Code_Notebooks_ShowsWhatTheyAreAbout()
    {
        string Code(string name) => string.Concat(NotebookFile.Read(name).Code);

        Code("01-loading").ShouldSatisfyAllConditions(
            code => code.ShouldContain("ReadInt32BigEndian"), code => code.ShouldContain("Chart.Column"),
            code => code.ShouldContain("XPlot.Plotly.Heatmap"));
        Code("02-preprocessing").ShouldSatisfyAllConditions(
            code => code.ShouldContain("affine_grid"), code => code.ShouldContain("max_pool2d"), code => code.ShouldContain(".std()"));
        Code("03-training").ShouldSatisfyAllConditions(
            code => code.ShouldContain("Conv2d("), code => code.ShouldContain("cross_entropy"), code => code.ShouldContain(".backward()"),
            code => code.ShouldContain("optim.SGD"), code => code.ShouldContain("Chart.Line"));
        Code("04-evaluation").ShouldSatisfyAllConditions(
            code => code.ShouldContain("argmax"), code => code.ShouldContain("softmax"), code => code.ShouldContain("Chart.Heatmap"));
        Code("05-drawing").ShouldSatisfyAllConditions(code => code.ShouldContain("softmax"), code => code.ShouldContain("new DrawingPad("));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Prose_Notebook_LeadsEveryCellAndEndsWithSummaryAndExercises(string name)
    {
        var notebook = NotebookFile.Read(name);
        NotebookFile.Source(notebook.Cells[0]).ShouldStartWith($"# {int.Parse(name[..2])}. ");
        string ending = NotebookFile.Source(notebook.Cells.Last(cell => cell.GetProperty("cell_type").GetString() == "markdown"));
        ending.ShouldContain("## Summary");
        ending.ShouldContain("## Exercises");
        foreach (Match link in Links().Matches(string.Concat(notebook.Cells.Select(NotebookFile.Source))))
        {
            File.Exists(Path.Combine(NotebookFile.Folder, link.Groups[1].Value)).ShouldBeTrue(link.Value);
        }
    }

    [Fact]
    public void LastCell_Drawing_IsTheDrawingPad() =>
        NotebookFile.Read("05-drawing").Code.Last().ShouldBe("new DrawingPad(reader.Model)");

    // At the top of a cell a script knows no 'using' of a variable.
    [GeneratedRegex(@"^\s*(#!|#i |%)|\bnamespace\b|\(this |\\r|^using (var|\w+ \w+ =)", RegexOptions.Multiline)]
    private static partial Regex NotPortable();

    [GeneratedRegex(@"\]\(([^):]+\.ipynb)\)")]
    private static partial Regex Links();
}
