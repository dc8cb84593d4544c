using HandwrittenDigits.Imaging;
using HandwrittenDigits.Testing;
using Hosts.Tests.DrawingPad;
using Hosts.Tests.Notebooks;

namespace Hosts.Tests.Jupyter;

/// <summary>The repository's notebooks in Jupyter Notebook, in a real browser, with all their cells run there.</summary>
public sealed class NotebooksInJupyterTests(NotebooksInJupyter notebooks) : IClassFixture<NotebooksInJupyter>
{
    // The one that shows what no other does: a training that is watched.
    private const string Training = "03-training";

    public static TheoryData<string> Names => [.. Sample.IsAll ? NotebookRun.Names.Except([NotebookRun.Drawing]) : [Training]];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RunAll_Notebook_ShowsEveryOutput(string name)
    {
        await using JupyterWindow window = await notebooks.OpenAsync(name);

        await window.RunAllAsync();

        await window.ExpectOutputsAsync(name);
    }

    [Fact]
    public async Task RunAll_DrawingNotebook_EndsInAPadThatReadsRealDigits()
    {
        await using JupyterWindow window = await notebooks.OpenAsync(NotebookRun.Drawing);

        await window.RunAllAsync();

        await window.Hand.Sheet.ScrollIntoViewIfNeededAsync();
        foreach (LabelledDrawing drawing in RealDigits.OneOfEach())
        {
            await window.Hand.DrawAfreshAsync(drawing);
        }

        await window.ExpectOutputsAsync(NotebookRun.Drawing);
    }
}
