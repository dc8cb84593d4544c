using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Notebooks.Galleries;
using HandwrittenDigits.Testing;
using Hosts.Tests.Browser;
using Microsoft.Playwright;
using SkiaSharp;
using static Microsoft.Playwright.Assertions;
using Pad = HandwrittenDigits.Notebooks.DrawingPad;

namespace Hosts.Tests.DrawingPad;

/// <summary>A picture's file on the pad: chosen, dragged in or pasted, and read.</summary>
public sealed class PadPictureTests(ChromiumFixture chromium)
{
    private const string DropAsync =
        """
        ([base64, name]) => {
          const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
          const data = new DataTransfer();
          data.items.add(new File([bytes], name));
          for (const type of ["dragover", "drop"]) {
            padTest.sheet(0).dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
          }
        }
        """;

    private const string CopyAsync =
        """
        async base64 => {
          const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
          await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]);
        }
        """;

    private const string ReadAsync =
        """
        async base64 => {
          const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
          await padTest.pad(0).bring([new File([bytes], "picture")]);
          return padTest.pad(0).readings.map(reading => reading.label).join("");
        }
        """;

    private static readonly Drawing Slash = new([new Stroke([new(0, 100), new(40, 0)])]);

    [Fact]
    public async Task Choose_PhotosOfDigits_ReadsThem()
    {
        await using PadPage page = await OpenAsync();
        foreach (LabelledDrawing digit in RealDigits.OneOfEach())
        {
            GrayImage photo = SimulatedPhoto.Of(digit.Drawing);
            int expected = DigitClassifier.LoadShipped().Classify(photo).Label;
            await page.Page.Locator("[data-part=file]").SetInputFilesAsync(AsFile(photo));
            await Expect(page.Number).ToHaveTextAsync($"{expected}");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Clear", Exact = true }).ClickAsync();
        }
    }

    [Fact]
    public async Task Drop_APicture_TakesThePlaceOfWhatIsDrawn_UntilThePenOrUndo()
    {
        await using PadPage page = await OpenAsync();
        await page.DrawWithMouseAsync(Slash);
        await page.Page.EvaluateAsync(DropAsync, new[] { Convert.ToBase64String(Png(Number(2, 7, 4))), "number.png" });

        await Expect(page.Number).ToHaveTextAsync("274");
        await Expect(page.Page.Locator("[data-part=invitation]")).ToHaveTextAsync("A picture, read as a number of 3 digits");
        (await page.Page.GetByRole(AriaRole.Button, new() { Name = "That was a 4" }).IsDisabledAsync())
            .ShouldBeTrue("a picture has no strokes to keep");
        await page.ScreenshotAsync("pad-picture");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        (await page.DrawnAsync()).Strokes.Count.ShouldBe(1);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Redo", Exact = true }).ClickAsync();
        await Expect(page.Number).ToHaveTextAsync("274");
        await page.DrawWithMouseAsync(Slash);
        (await page.ReadAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Paste_APicture_ReadsIt()
    {
        await using PadPage page = await OpenAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await page.Page.EvaluateAsync(CopyAsync, Convert.ToBase64String(Png(Number(7))));
        await page.Sheet.FocusAsync();
        await page.Page.Keyboard.PressAsync("Control+v");

        await Expect(page.Number).ToHaveTextAsync("7");
        await Expect(page.Page.Locator("[data-part=invitation]")).ToHaveTextAsync("A picture, read as one digit");
    }

    [Fact]
    public async Task Drop_WhatIsNoPictureOrHasNoInk_SaysSoAndKeepsTheDrawing()
    {
        await using PadPage page = await OpenAsync();
        await page.DrawWithMouseAsync(Slash);
        ILocator notice = page.Page.Locator("[data-part=invitation]");

        await page.Page.EvaluateAsync(DropAsync, new[] { Convert.ToBase64String("text"u8), "notes.txt" });
        await Expect(notice).ToHaveTextAsync("notes.txt is no picture that this browser reads. Try PNG or JPEG.");
        await page.Page.EvaluateAsync(DropAsync, new[] { Convert.ToBase64String(Png(Number())), "blank.png" });
        await Expect(notice).ToHaveTextAsync("No ink was found in the picture.");
        (await page.ReadAsync()).ShouldHaveSingleItem();

        await page.DrawWithMouseAsync(Slash, left: 0.7, width: 0.1);
        await Expect(notice).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Brush_Wider_PutsMoreInkOnTheSheetAndNoneOnWhatTheNetworkSees()
    {
        await using PadPage page = await OpenAsync();
        await page.DrawWithMouseAsync(Slash);
        (int narrow, string seen) = (await InkAsync(page), (await page.ReadAsync())[0].Image);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Clear", Exact = true }).ClickAsync();

        await page.Page.GetByLabel("Brush size").FillAsync("29");
        await page.DrawWithMouseAsync(Slash);
        (await InkAsync(page)).ShouldBeGreaterThan(narrow * 3 / 2);
        (await page.ReadAsync())[0].Image.ShouldBe(seen);
    }

    [Fact]
    public async Task Read_PicturesByOtherPeople_AgreesWithTheLibrary()
    {
        string folder = Path.Combine(RealData.Folder, "pictures");
        Assert.SkipUnless(
            File.Exists(Path.Combine(folder, "manifest.csv")),
            "needs pictures of digits by other people: set HANDWRITTEN_DIGITS_DATA to a folder that holds pictures/");
        string[] kinds = ["photo", "scan", "canvas", "paint28", "binarised"];
        string[][] pictures = Sample.Of(
            File.ReadLines(Path.Combine(folder, "manifest.csv")).Skip(1).Select(line => line.Split(','))
                .Where(picture => kinds.Contains(picture[2]) && picture[1].Length == 1),
            8);
        var library = DigitClassifier.LoadShipped();
        await using PadPage page = await OpenAsync();

        int agree = 0;
        foreach (string[] picture in pictures)
        {
            string path = Path.Combine(folder, picture[0]);
            string base64 = Convert.ToBase64String(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
            string read = await page.Page.EvaluateAsync<string>(ReadAsync, base64);
            agree += read == $"{library.Classify(PictureReader.Read(path)).Label}" ? 1 : 0;
        }

        TestContext.Current.SendDiagnosticMessage($"{agree} of {pictures.Length} pictures are read alike");
        agree.ShouldBeGreaterThan(pictures.Length * 95 / 100);
    }

    // Digits side by side, 168 pixels each, black on white.
    private static GrayImage Number(params int[] labels)
    {
        const int side = DigitImage.Side * 6;
        int width = side * Math.Max(labels.Length, 1);
        byte[] paper = Enumerable.Repeat(byte.MaxValue, width * side).ToArray();
        for (int i = 0; i < labels.Length; i++)
        {
            DigitImage digit = StrokeRasterizer.Rasterize(RealDigits.OneOfEach()[labels[i]].Drawing);
            for (int pixel = 0; pixel < side * side; pixel++)
            {
                (int y, int x) = Math.DivRem(pixel, side);
                paper[(y * width) + (i * side) + x] -= digit.Pixels.Span[(y / 6 * DigitImage.Side) + (x / 6)];
            }
        }

        return new GrayImage(width, side, paper);
    }

    /// <summary>A picture as a file that is chosen.</summary>
    internal static FilePayload AsFile(GrayImage picture) => new() { Name = "photo.png", MimeType = "image/png", Buffer = Png(picture) };

    private static byte[] Png(GrayImage picture)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Gray8));
        picture.Pixels.CopyTo(bitmap.GetPixelSpan());
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    private static Task<int> InkAsync(PadPage page) => page.CallAsync<int>(
        "(({ canvas, context }) => context.getImageData(0, 0, canvas.width, canvas.height).data"
        + ".filter((value, i) => i % 4 === 3 && value > 0).length)(padTest.pad(0).surface)");

    private Task<PadPage> OpenAsync(BrowserNewContextOptions? options = null) =>
        PadPage.OpenAsync(chromium, new Pad(PadNetworks.Shipped).ToHtml(), options);
}
