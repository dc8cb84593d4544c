using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hosts.Tests.VsCode;

/// <summary>
/// What a person does in VS Code beside running a notebook: writes cells, watches and stops a training, loses the kernel.
/// </summary>
[Collection(VsCodeCollection.Name)]
public sealed class SessionInVsCodeTests(VsCodeServer server)
{
    private const string Training = """
        #r "nuget: HandwrittenDigits.Notebooks, 1.0.0"
        using HandwrittenDigits.Data;
        using HandwrittenDigits.Notebooks.Monitoring;
        using HandwrittenDigits.Training;
        int kept = 42;
        MnistData mnist = await Mnist.LoadAsync();
        DatasetSplit split = DatasetSplit.Stratified(mnist.Train, 1.0 / 6, seed: 1);
        MonitoredRun.Start("runs", "stopped", new TrainingOptions { Epochs = 50 }, new TrainingData(split.Train, split.Validation))
        """;

    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cell_BeingWritten_IsCompletedAndExplained()
    {
        await using VsCodeWindow window = await server.OpenCellsAsync("writing", "var text = \"abc\";", "text.");
        await window.RunAsync(0);

        ILocator editor = window.Row(1).Locator(".monaco-editor .view-lines");
        await editor.ClickAsync();
        await window.Page.Keyboard.PressAsync("Control+End");
        await window.Page.Keyboard.TypeAsync("Subs");
        await Expect(window.Page.Locator(".suggest-widget .monaco-list-row").First).ToContainTextAsync("Substring");
        await window.ScreenshotAsync("completion");
        await window.Page.Keyboard.PressAsync("Escape");

        await editor.GetByText("text").First.HoverAsync(new() { Position = new() { X = 12, Y = 8 } });
        await Expect(window.Page.Locator(".monaco-hover:visible").Filter(new() { HasText = "string" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Training_StoppedOnceItsMonitorMoves_LeavesTheSessionUsable()
    {
        await using VsCodeWindow window = await server.OpenCellsAsync("training", "kept + 1", Training);
        await window.StartAsync(1);
        ILocator bar = window.Outputs.Locator("[role=progressbar]");
        async Task<int> DoneAsync() => int.Parse((await bar.GetAttributeAsync("aria-valuenow"))!, CultureInfo.InvariantCulture);
        await Expect(bar).ToBeVisibleAsync();
        int before = await DoneAsync();
        await Expect(bar).Not.ToHaveAttributeAsync("aria-valuenow", $"{before}");
        (await DoneAsync()).ShouldBeGreaterThan(before);

        await window.InterruptAsync();
        await window.ExpectRunAsync(1);
        await window.RunAsync(0);

        await Expect(window.OutputWith("43")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Kernel_Killed_IsToldAndStartedAnew()
    {
        await using VsCodeWindow window = await server.OpenCellsAsync(
            "killed", "System.Diagnostics.Process.GetCurrentProcess().Kill();", "2 + 40");
        await window.StartAsync(0);
        await Expect(window.Kernel).ToContainTextAsync("C# ended");
        await Expect(window.OutputWith("ended by SIGKILL")).ToBeVisibleAsync();

        await window.RunAsync(1);

        await Expect(window.OutputWith("42")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task DibFile_RunChangedAndSaved_DiffersInTheChangeAlone()
    {
        const string Dib = "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"name\":\"csharp\"}]}}\n\n"
            + "#!csharp\n\nvar n = 41;\nn + 1\n\n#!markdown\n\n# A  heading \n\n#!csharp\n\n// the last\n";
        await using VsCodeWindow window = await server.OpenTextAsync("old.dib", Dib);
        await window.RunAsync(0);
        await Expect(window.OutputWith("42")).ToBeVisibleAsync();

        await window.Row(2).Locator(".monaco-editor .view-lines").ClickAsync();
        await window.Page.Keyboard.PressAsync("Control+End");
        await window.Page.Keyboard.TypeAsync(" of all");
        await window.SaveAsync();

        (await File.ReadAllTextAsync(Path.Combine(server.Notebooks, "old.dib"), cancellation)).ShouldBe(Dib.Replace("last", "last of all"));
    }
}
