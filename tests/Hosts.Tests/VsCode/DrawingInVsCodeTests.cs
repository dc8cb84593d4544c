using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using Hosts.Tests.DrawingPad;
using Hosts.Tests.Notebooks;
using static Microsoft.Playwright.Assertions;

namespace Hosts.Tests.VsCode;

/// <summary>The last notebook in VS Code's workbench: its pad, drawn on with the mouse as real people wrote.</summary>
[Collection(VsCodeCollection.Name)]
public sealed class DrawingInVsCodeTests(DrawingInVsCode drawing) : IClassFixture<DrawingInVsCode>
{
    // The last cell of the notebook, from 0.
    private const int PadCell = 15;

    // What stands for the answer where nothing is drawn.
    private const string Blank = "–";

    [Fact]
    public async Task RunAll_DrawingNotebook_ShowsEveryOutputInLightAndDark()
    {
        VsCodeWindow window = await drawing.WindowAsync();
        await window.ExpectOutputsInBothThemesAsync(NotebookRun.Drawing);
    }

    [Fact]
    public async Task Pad_DrawnOnAsRealPeopleWrote_ReadsEachDigit()
    {
        (VsCodeWindow window, PadHand hand) = await BeginAsync();
        foreach (LabelledDrawing drawn in RealDigits.OneOfEach())
        {
            await hand.DrawAfreshAsync(drawn);
        }

        await window.ScreenshotAsync("pad");
    }

    [Fact]
    public async Task Pad_KeysTypedOnIt_DoNotReachTheNotebook()
    {
        (VsCodeWindow window, PadHand hand) = await BeginAsync();
        await hand.Sheet.ClickAsync();
        await hand.ClearAsync();
        await hand.Sheet.FocusAsync();
        await window.ExpectSelectedAsync(PadCell);

        // The notebook would select another cell, insert one or delete this one.
        foreach (string key in (string[])["Space", "ArrowUp", "ArrowUp", "Space", "ArrowUp", "Delete", "Control+z"])
        {
            await window.Page.Keyboard.PressAsync(key);
        }

        await Expect(hand.Number).Not.ToHaveTextAsync(Blank);

        // The next key is the notebook's: it starts from the pad's cell.
        await window.PressAsync("ArrowUp");
        await window.ExpectSelectedAsync(PadCell - 1);
    }

    [Fact]
    public async Task Pad_SavedByItsLink_IsAFileOnDiskThatTheLibraryReads()
    {
        (VsCodeWindow window, PadHand hand) = await BeginAsync();
        LabelledDrawing[] drawn = [.. RealDigits.OneOfEach().Take(2)];
        foreach (LabelledDrawing digit in drawn)
        {
            await hand.DrawAfreshAsync(digit);
            await hand.SayAsync(digit.Label);
        }

        await hand.Part("save").ClickAsync();
        string file = await window.SaveAsync("digits.jsonl", "mine.jsonl");

        StrokeFile.Read(file).TakeLast(2).Select(saved => saved.Label).ShouldBe(drawn.Select(digit => digit.Label));

        // VS Code opens what was saved; the pad behind it stays as it was.
        await window.Tab(NotebookRun.Drawing).ClickAsync();
        await Expect(hand.Number).ToHaveTextAsync($"{drawn[^1].Label}");
    }

    [Fact]
    public async Task Pad_ScrolledAwayAndBack_IsAsItWas()
    {
        (VsCodeWindow window, PadHand hand) = await BeginAsync();
        LabelledDrawing digit = RealDigits.OneOfEach()[3];
        await hand.DrawAfreshAsync(digit);

        await window.ShowStartAsync();
        await Expect(hand.Sheet).Not.ToBeInViewportAsync();
        await window.ShowAllAsync();

        await Expect(hand.Sheet).ToBeInViewportAsync();
        await Expect(hand.Number).ToHaveTextAsync($"{digit.Label}");
    }

    [Fact]
    public async Task Pad_InANotebookClosedAndOpenedAgain_IsBlankAndReads()
    {
        (VsCodeWindow window, PadHand hand) = await BeginAsync();
        await hand.DrawAfreshAsync(RealDigits.OneOfEach()[4]);

        // Another test may have run a cell: what is not saved does not close without a question.
        await window.SaveAsync();
        await window.CommandAsync("View: Close Editor");
        await Expect(window.Tab(NotebookRun.Drawing)).ToHaveCountAsync(0);
        await window.CommandAsync("View: Reopen Closed Editor");

        hand = await window.HandAsync();
        await Expect(hand.Number).ToHaveTextAsync(Blank);
        await hand.DrawAfreshAsync(RealDigits.OneOfEach()[2]);

        // Its kernel ended with it: the next test may run a cell that needs the others.
        window.ForgetKernel();
        await window.RunAllAsync();
    }

    [Fact]
    public async Task Pad_OfACellRunAgain_IsBlankAndReads()
    {
        (VsCodeWindow window, PadHand hand) = await BeginAsync();
        await hand.DrawAfreshAsync(RealDigits.OneOfEach()[5]);

        await window.RunAsync(PadCell);

        await Expect(hand.Number).ToHaveTextAsync(Blank);
        await hand.DrawAfreshAsync(RealDigits.OneOfEach()[6]);
    }

    private async Task<(VsCodeWindow Window, PadHand Hand)> BeginAsync()
    {
        VsCodeWindow window = await drawing.WindowAsync();
        await window.ShowAllAsync();
        PadHand hand = await window.HandAsync();
        await hand.ClearAsync();
        return (window, hand);
    }
}
