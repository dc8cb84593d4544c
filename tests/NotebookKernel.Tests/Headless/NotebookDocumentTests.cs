using CsCheck;
using NotebookKernel.Headless.Documents;

namespace NotebookKernel.Tests.Headless;

public sealed class NotebookDocumentTests
{
    // As Jupyter writes it: keys it does not know, numbers as written, text of other scripts.
    private const string Sample = """
        {
         "metadata": {
          "widgets": {
           "state": [],
           "version": 1.50
          },
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          }
         },
         "cells": [
          {
           "cell_type": "markdown",
           "id": "a1",
           "metadata": {},
           "source": [
            "# Ziffern: 数字 <b>&</b> é 😀 \\u0041 \u001b\n",
            "more"
           ],
           "attachments": {}
          },
          {
           "cell_type": "code",
           "execution_count": null,
           "id": "b2",
           "metadata": {
            "polyglot_notebook": {
             "kernelName": "csharp"
            },
            "tags": [
             "parameters"
            ]
           },
           "outputs": [],
           "source": "1 + 1"
          }
         ],
         "nbformat": 4,
         "nbformat_minor": 5,
         "other": 1e3
        }

        """;

    [Fact]
    public void ToJson_NothingChanged_GivesTheSameBytes() => NotebookDocument.Parse(Sample).ToJson().ShouldBe(Sample);

    [Fact]
    public void Parse_Cells_AreRead()
    {
        IReadOnlyList<NotebookCell> cells = NotebookDocument.Parse(Sample).Cells;
        cells.Select(cell => cell.Type).ShouldBe(["markdown", "code"]);
        cells[0].Source.ShouldEndWith("😀 \\u0041 \u001b\nmore");
        cells[1].Source.ShouldBe("1 + 1");
        cells[1].Language.ShouldBe("csharp");
        cells[1].Tags.ShouldBe(["parameters"]);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{\"cells\": [", "cut short")]
    [InlineData("[]", "The notebook should be an object and is a list")]
    [InlineData("null", "The notebook should be an object and is nothing")]
    [InlineData("{}", "it has no \"nbformat\"")]
    [InlineData("{\"nbformat\": 3, \"worksheets\": []}", "format 3")]
    [InlineData("{\"nbformat\": 4}", "\"Cells\" should be a list and is nothing")]
    [InlineData("{\"nbformat\": 4, \"cells\": {}}", "should be a list and is an object")]
    [InlineData("{\"nbformat\": 4, \"cells\": [1]}", "Cell 1 should be an object and is a number")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{}]}", "Cell 1 has no \"cell_type\"")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\"}]}", "of cell 1 should be a text or a list of lines")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": [1]}]}", "a line of \"source\" of cell 1")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": [1]}]}", "An output of cell 1")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\\ud83d\"}]}", "no valid Unicode")]
    [InlineData("{\"nbformat\": 4, \"nbformat\": 4, \"cells\": []}", "twice")]
    public void Parse_BrokenNotebook_SaysWhere(string text, string reason) =>
        Should.Throw<NotebookFormatException>(() => NotebookDocument.Parse(text)).Message.ShouldContain(reason);

    [Fact]
    public void Parse_DeepNesting_IsRefused() =>
        Should.Throw<NotebookFormatException>(() => NotebookDocument.Parse(new string('[', 100_000)));

    [Fact]
    public void Parse_AnyCutOfANotebook_IsReadOrRefused() =>
        Gen.Int[0, Sample.Length].Sample(length => IsReadOrRefused(Sample[..length]));

    [Fact]
    public void Parse_AnyCharactersPutIntoANotebook_IsReadOrRefused() =>
        Gen.Select(Gen.Int[0, Sample.Length], Gen.OneOf(Gen.String, Gen.OneOf<string>("{", "]", "\"", "null", "1", ",", "\\")))
            .Sample((at, text) => IsReadOrRefused(Sample.Insert(at, text)));

    [Fact]
    public void Parse_AnyJson_IsReadOrRefused() =>
        Json(4).Sample(json => IsReadOrRefused($"{{\"nbformat\": 4, \"metadata\": {json}, \"cells\": [{json}]}}"));

    [Fact]
    public void Parse_AnyCell_IsReadOrRefused() =>
        Gen.Select(Json(2), Json(2), Json(2)).Sample((source, metadata, outputs) => IsReadOrRefused(
            $"{{\"nbformat\": 4, \"cells\": [{{\"cell_type\": \"code\", "
            + $"\"source\": {source}, \"metadata\": {metadata}, \"outputs\": {outputs}}}]}}"));

    [Fact]
    public void Load_MissingFile_NamesIt() =>
        Should.Throw<FileNotFoundException>(() => NotebookDocument.Load("no-such.ipynb")).Message.ShouldContain("no-such.ipynb");

    [Fact]
    public void Save_ExistingFile_IsReplacedAndLeavesNothingBeside()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("notebook-kernel-");
        string path = Path.Combine(folder.FullName, "a.ipynb");
        File.WriteAllText(path, "old");
        NotebookDocument.Parse(Sample).Save(path);
        File.ReadAllText(path).ShouldBe(Sample);
        folder.GetFiles().Length.ShouldBe(1);
    }

    private static Gen<string> Json(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.OneOf<string>("null", "true", "1", "-1e400", "\"\"", "\"code\"", "{}", "[]"),
            Gen.String[Gen.Char['a', 'f'], 0, 4].Select(text => $"\"{text}\""));
        if (depth == 0)
        {
            return leaf;
        }

        var key = Gen.OneOf<string>("cell_type", "source", "outputs", "metadata", "tags", "polyglot_notebook", "kernelName", "x");
        return Gen.OneOf(
            leaf,
            Json(depth - 1).Array[0, 3].Select(items => $"[{string.Join(',', items)}]"),
            Gen.Select(key, Json(depth - 1)).Array[0, 4]
                .Select(entries => $"{{{string.Join(',', entries.Select(entry => $"\"{entry.Item1}\": {entry.Item2}"))}}}"));
    }

    // What is read can be written, and reads the same again; all else is refused in words, never by a crash.
    private static bool IsReadOrRefused(string text)
    {
        try
        {
            string written = NotebookDocument.Parse(text).ToJson();
            return NotebookDocument.Parse(written).ToJson() == written;
        }
        catch (NotebookFormatException e)
        {
            return e.Message.Length > 20;
        }
    }
}
