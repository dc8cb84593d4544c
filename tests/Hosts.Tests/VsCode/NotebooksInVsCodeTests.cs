using Hosts.Tests.Notebooks;

namespace Hosts.Tests.VsCode;

/// <summary>
/// The repository's notebooks in VS Code's workbench, in a real browser: run by its Run All, shown in its page of outputs. The
/// last one is in <see cref="DrawingInVsCodeTests"/>.
/// </summary>
[Collection(VsCodeCollection.Name)]
public sealed class NotebooksInVsCodeTests(VsCodeServer server)
{
    public static TheoryData<string> Names => [.. NotebookRun.Names.Except([NotebookRun.Drawing])];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RunAll_Notebook_ShowsEveryOutputInLightAndDark(string name)
    {
        await using VsCodeWindow window = await server.OpenAsync(name, wholeHeight: 10_000);
        await window.RunAllAsync();
        await window.ExpectOutputsInBothThemesAsync(name);
    }
}
