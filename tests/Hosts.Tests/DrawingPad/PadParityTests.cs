using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Testing;
using Hosts.Tests.Browser;

namespace Hosts.Tests.DrawingPad;

/// <summary>The page's ink and network, held to the library's on real people's strokes.</summary>
public sealed class PadParityTests(ChromiumFixture chromium)
{
    private const float LogitTolerance = 1e-3f;
    private const int BatchSize = 400;

    private readonly FoldedNetwork network = PadNetworks.Shipped;

    [Fact]
    public async Task Replay_RealStrokesAsPointerEvents_ReadsAsTheLibraryReads()
    {
        Drawing[] drawings = Sample.Of(RealDrawings(), 16);
        var library = DigitClassifier.LoadShipped();
        await using PadPage page = await PadPage.OpenAsync(chromium, new HandwrittenDigits.Notebooks.DrawingPad(library).ToHtml());
        int otherBytes = 0, otherClasses = 0, otherUnsure = 0, otherAsDrawn = 0, otherDigits = 0;
        float worst = 0f;
        foreach (Drawing[] batch in drawings.Chunk(BatchSize))
        {
            foreach ((Drawing drawn, PadReplay replay) in batch.Zip(await page.ReplayAsync(batch)))
            {
                PadReading reading = replay.Whole;
                otherDigits += replay.Digits == DigitSegmenter.Split(reading.Drawing).Count ? 0 : 1;
                DigitImage image = StrokeRasterizer.Rasterize(reading.Drawing);
                Prediction read = library.Classify(image);
                otherBytes += image.Pixels.Span.SequenceEqual(reading.Pixels) ? 0 : 1;
                worst = Math.Max(worst, Distance(read.Logits, reading.Logits));
                otherClasses += read.Label == reading.Label ? 0 : 1;
                otherUnsure += read.IsUnsure == reading.Unsure ? 0 : 1;

                // The drawing in its own unit, as it lies in the file: the sheet's scale is no part of the answer.
                otherAsDrawn += library.Classify(drawn).Label == reading.Label ? 0 : 1;
            }
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{drawings.Length} drawings: worst logit {worst}, other bytes {otherBytes}, other classes {otherClasses}, "
            + $"as drawn {otherAsDrawn}, other unsure {otherUnsure}, other digits {otherDigits}");
        otherBytes.ShouldBe(0);
        worst.ShouldBeLessThan(LogitTolerance);
        otherClasses.ShouldBe(0);
        otherDigits.ShouldBe(0);

        // Where a score lies on the bound, rounding decides.
        otherUnsure.ShouldBeLessThanOrEqualTo(drawings.Length / 10_000);
        otherAsDrawn.ShouldBeLessThanOrEqualTo(drawings.Length / 10_000);
    }

    [Fact]
    public async Task Draw_RealStrokesWithTheMouse_ReadsAsTheLibraryReads()
    {
        var library = new ManagedNetwork(network);
        await using PadPage page = await PadPage.OpenAsync(chromium, new HandwrittenDigits.Notebooks.DrawingPad(network).ToHtml());
        Drawing[] drawings = RealDrawings();
        foreach (Drawing drawing in Sample.Of(drawings.Where((_, i) => i % (drawings.Length / 24) == 0), 3))
        {
            await page.DrawWithMouseAsync(drawing);
            PadReading reading = await page.CallAsync<PadReading>("padTest.whole(0)");
            DigitImage image = StrokeRasterizer.Rasterize(reading.Drawing);
            reading.Pixels.ShouldBe(image.Pixels.ToArray());
            Distance(library.Logits(image), reading.Logits).ShouldBeLessThan(LogitTolerance);
            reading.Drawing.Strokes.Count.ShouldBe(drawing.Strokes.Count);
            await page.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        }
    }

    [Fact]
    public async Task Replay_RealDigitsInARow_PartsThemAsTheLibraryDoes()
    {
        await using PadPage page = await PadPage.OpenAsync(chromium, new HandwrittenDigits.Notebooks.DrawingPad(network).ToHtml());
        Drawing[] drawings = RealDrawings();
        var random = new Random(1);
        int numbers = 0;
        for (int i = 0; i < 60; i++)
        {
            // From overlapping to well apart, in shares of the first one's height.
            Drawing row = Row(random.GetItems(drawings, 3), gap: (i % 6 * 0.1) - 0.1);
            await page.ReplayAsync([row]);
            PadReading[] digits = await page.ReadAsync();
            digits.Select(digit => Describe(digit.Drawing)).ShouldBe(DigitSegmenter.Split(await page.DrawnAsync()).Select(Describe));
            numbers += digits.Length == 3 ? 1 : 0;
        }

        numbers.ShouldBeGreaterThan(15);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Replay_NetworkOfOtherLayersAndSides_ReadsAsTheLibraryReads(bool hasWebAssembly, bool hasEveryLayer)
    {
        FoldedNetwork odd = hasEveryLayer ? PadNetworks.OfEveryLayer() : PadNetworks.Random();
        var library = new ManagedNetwork(odd);
        string without = hasWebAssembly ? "" : "<script>delete globalThis.WebAssembly;</script>";
        await using PadPage page = await PadPage.OpenAsync(chromium, without + new HandwrittenDigits.Notebooks.DrawingPad(odd).ToHtml());
        (await page.CallAsync<bool>("String(padTest.pad(0).reader.network.heap.add).includes('[native code]')")).ShouldBe(hasWebAssembly);
        Drawing[] drawings = [.. SyntheticDigits.Drawings(50, 7).Select(labelled => labelled.Drawing)];
        foreach (PadReading reading in (await page.ReplayAsync(drawings)).Select(replay => replay.Whole))
        {
            Distance(library.Logits(new DigitImage(reading.Pixels)), reading.Logits).ShouldBeLessThan(LogitTolerance);
        }
    }

    [Theory]
    [InlineData("shipped")]
    [InlineData("random")]
    [InlineData("every layer")]
    public async Task Attribution_OfADrawing_AddsUpToWhatItsInkRaisedTheAnswerBy(string name)
    {
        FoldedNetwork network = name switch
        {
            "shipped" => PadNetworks.Shipped, "random" => PadNetworks.Random(), _ => PadNetworks.OfEveryLayer(),
        };
        await using PadPage page = await PadPage.OpenAsync(chromium, new HandwrittenDigits.Notebooks.DrawingPad(network).ToHtml());
        await page.ReplayAsync([SyntheticDigits.Drawings(1, 3)[0].Drawing]);
        double sum = await page.CallAsync<double>(
            "padTest.pad(0).reader.attribution(padTest.pad(0).reader.readDigit(padTest.pad(0).surface.strokes)).reduce((a, b) => a + b)");
        PadReading reading = await page.CallAsync<PadReading>("padTest.whole(0)");
        float[] blank = new ManagedNetwork(network).Logits(new DigitImage(new byte[DigitImage.PixelCount]));
        double raised = (reading.Logits[reading.Label] - reading.Logits.Average()) - (blank[reading.Label] - blank.Average());
        sum.ShouldBe(raised, Math.Abs(raised) * 0.1);
    }

    private static Drawing[] RealDrawings() => [.. RealDigits.All().Select(labelled => labelled.Drawing)];

    // Side by side on one line.
    private static Drawing Row(IReadOnlyList<Drawing> digits, double gap)
    {
        double space = gap * InkBox.Of(digits[0])!.Value.Height;
        double x = 0;
        List<Stroke> strokes = [];
        foreach (Drawing digit in digits)
        {
            InkBox box = InkBox.Of(digit)!.Value;
            double left = x;
            strokes.AddRange(digit.Strokes.Select(stroke => new Stroke(
                stroke.Points.Select(point => new InkPoint(point.X - box.Left + left, point.Y - box.Bottom)))));
            x += box.Width + space;
        }

        return new Drawing(strokes);
    }

    private static string Describe(Drawing digit) =>
        string.Join(", ", digit.Strokes.Select(stroke => $"{stroke.Points.Count} points from {stroke.Points[0]}"));

    private static float Distance(IReadOnlyList<float> expected, float[] actual) => expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max();
}
