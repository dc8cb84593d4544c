using System.Text.Json;

namespace HandwrittenDigits.Notebooks.Tests.Notebooks;

/// <summary>What a reader on a code-hosting site sees, where no script runs.</summary>
public sealed class CommittedOutputTests
{
    private const long MostBytes = 600_000;

    public static TheoryData<string> Names => [.. NotebookFile.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void File_Notebook_IsSmall(string name) =>
        new FileInfo(NotebookFile.Read(name).FullPath).Length.ShouldBeLessThan(MostBytes);

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_Notebook_AreThereAndNeedNoScript(string name)
    {
        int pictures = 0;
        foreach (JsonElement cell in NotebookFile.Read(name).CodeCells.Where(cell => !NotebookFile.IsParameters(cell)))
        {
            JsonElement[] outputs = [.. cell.GetProperty("outputs").EnumerateArray()];
            if (NotebookFile.Source(cell).TrimEnd()[^1] is not (';' or '}')
                || NotebookFile.Source(cell).Contains("Console.", StringComparison.Ordinal))
            {
                outputs.ShouldNotBeEmpty(NotebookFile.Source(cell));
            }

            foreach (JsonElement output in outputs)
            {
                output.GetProperty("output_type").GetString().ShouldNotBe("error");
                output.GetRawText().ShouldNotContain("<script");
                pictures += output.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("image/png", out _) ? 1 : 0;
            }
        }

        pictures.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_Notebook_NameNoFolderOfTheMachineThatMadeThem(string name)
    {
        string text = NotebookFile.Read(name).Json.GetRawText();

        foreach (string folder in (string[])["/home/", "/Users/", "/root", "/tmp/", "C:\\\\"])
        {
            text.ShouldNotContain(folder);
        }
    }
}
