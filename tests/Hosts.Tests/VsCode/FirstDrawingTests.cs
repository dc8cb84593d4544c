using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Galleries;
using Hosts.Tests.DrawingPad;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hosts.Tests.VsCode;

/// <summary>
/// The shortest way through VS Code: a cell that shows the drawing pad, a digit drawn on it, a photo chosen, a cell that is stopped.
/// </summary>
[Collection(VsCodeCollection.Name)]
public sealed class FirstDrawingTests(VsCodeServer server)
{
    private const string Pad = """
        #r "nuget: HandwrittenDigits.Notebooks, 1.0.0"
        using HandwrittenDigits.Notebooks;
        using HandwrittenDigits.Notebooks.Insight;
        int kept = 42;
        new DrawingPad(ReadingModel.Shipped().Model)
        """;

    [Fact]
    public async Task Notebook_DrawnOnAndInterrupted_ReadsWhatIsShownAndKeepsItsVariables()
    {
        await using VsCodeWindow window = await server.OpenCellsAsync("first-drawing", "while (true) { }", "kept + 1", Pad);
        await window.RunAsync(2);
        LabelledDrawing[] digits = RealDigits.OneOfEach();
        await window.ShowAllAsync();
        PadHand hand = await window.HandAsync();
        await hand.DrawAfreshAsync(digits[3]);
        IFileChooser chooser = await window.Page.RunAndWaitForFileChooserAsync(() => hand.Button("Picture").ClickAsync());
        await chooser.SetFilesAsync(PadPictureTests.AsFile(SimulatedPhoto.Of(digits[7].Drawing)));
        await Expect(hand.Number).ToHaveTextAsync("7");

        await window.StartAsync(0);
        await Expect(window.Kernel).ToContainTextAsync("C# busy");
        await window.InterruptAsync();
        await window.ExpectRunAsync(1);
        await window.RunAsync(1);

        await Expect(window.OutputWith("Interrupted")).ToBeVisibleAsync();
        await Expect(window.OutputWith("43")).ToBeVisibleAsync();
        await window.ScreenshotAsync("first-drawing");
    }
}
