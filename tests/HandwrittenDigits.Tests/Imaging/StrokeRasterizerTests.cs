using CsCheck;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Imaging;

public sealed class StrokeRasterizerTests
{
    private static readonly Drawing Seven = InkGen.Of([10, 10, 60, 10, 30, 90], [20, 50, 55, 48]);

    [Fact]
    public void Rasterize_NothingDrawn_IsBlank() =>
        StrokeRasterizer.Rasterize(new Drawing([])).IsBlank.ShouldBeTrue();

    [Fact]
    public void Rasterize_Dot_IsARoundDotOfThePenInTheMiddle()
    {
        DigitImage image = StrokeRasterizer.Rasterize(InkGen.Of([3, 5, 3, 5, 3, 5]), new() { PenWidth = 2 });

        // In the middle of pixel (14, 14): its neighbours' centres are 1 away, those beyond the corner 1.41.
        ((int)image[14, 14]).ShouldBe(255);
        ((int)image[13, 14]).ShouldBe(128);
        ((int)image[13, 13]).ShouldBe((int)((255 * (1.5 - Math.Sqrt(2))) + 0.5));
        image.Pixels.ToArray().Count(value => value > 0).ShouldBe(9);
    }

    [Fact]
    public void Rasterize_UprightLine_IsTwentyPixelsHighAndAsWideAsThePen()
    {
        DigitImage image = StrokeRasterizer.Rasterize(InkGen.Of([7, -4, 7, 400]), new() { PenWidth = 2 });

        Enumerable.Range(0, 28).Where(y => image[14, y] > 127).ShouldBe(Enumerable.Range(4, 21));
        Enumerable.Range(0, 28).Where(x => image[x, 14] > 0).ShouldBe([13, 14, 15]);
    }

    [Fact]
    public void Rasterize_LevelLine_IsNotStretchedUpwards()
    {
        DigitImage image = StrokeRasterizer.Rasterize(InkGen.Of([0, 7, 1000, 7.5]), new() { PenWidth = 2 });

        Enumerable.Range(0, 28).Where(y => image[14, y] > 0).ShouldBe([13, 14, 15]);
    }

    [Fact]
    public void Rasterize_InkAllOnOneSide_KeepsTheWholeBoxInTheImage()
    {
        // Nearly all ink is at the left end: its centre of mass could only reach the middle with the right end outside.
        double[] scribble = new double[1000];
        for (int i = 0; i < scribble.Length; i += 2)
        {
            scribble[i] = i % 3;
            scribble[i + 1] = i / 10.0;
        }

        DigitImage image = StrokeRasterizer.Rasterize(InkGen.Of(scribble, [0, 50, 100, 50]), new() { PenWidth = 2 });

        Enumerable.Range(0, 28).Where(y => image[27, y] > 100).ShouldNotBeEmpty();
        Enumerable.Range(0, 28).Where(x => image[x, 14] > 100).Count().ShouldBe(20);
    }

    [Fact]
    public void Rasterize_MovedAndScaledByPowersOfTwo_IsTheSameToTheByte()
    {
        Drawing elsewhere = Seven.Map(point => new InkPoint((point.X * 4096) + 1024, (point.Y * 4096) - 65536));

        StrokeRasterizer.Rasterize(elsewhere).Pixels.ToArray().ShouldBe(StrokeRasterizer.Rasterize(Seven).Pixels.ToArray());
    }

    [Fact]
    public void Rasterize_AnyDrawingMovedAndScaled_DiffersByNoMoreThanRounding() =>
        Gen.Select(InkGen.Drawing.Where(OutlastsRounding), Gen.Double[-500, 500], Gen.Double[0.01, 100]).Sample((drawing, shift, scale) =>
        {
            DigitImage here = StrokeRasterizer.Rasterize(drawing);
            DigitImage there = StrokeRasterizer.Rasterize(drawing.Map(point => new((point.X * scale) + shift, (point.Y * scale) - shift)));

            // One point more or less within 1/64 pixel is 4 of 255.
            return here.Pixels.ToArray().Zip(there.Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Max() <= 5;
        });

    [Fact]
    public void Rasterize_AnyDrawing_HasItsCentreOfMassInTheMiddleUnlessItsBoxTouchesTheBorder() =>
        InkGen.Drawing.Sample(drawing =>
        {
            RasterizationSteps steps = StrokeRasterizer.Steps(drawing);
            InkPoint centre = InkCanvas.CentreOfMass(steps.Image.Pixels.Span);
            double margin = 14 - (((steps.Box!.Value.Width * steps.Scale) + 2.3) / 2);
            bool heldBack = Math.Abs(steps.Shift.X) > margin - 1e-9;
            return heldBack || Math.Abs(centre.X - 14.5) < 0.1;
        });

    [Fact]
    public void Rasterize_AnyDrawing_SpansAtMostTwentyPixels() =>
        InkGen.Drawing.Sample(drawing =>
        {
            DigitImage image = StrokeRasterizer.Steps(drawing).Fitted;
            int[] inked = [.. Enumerable.Range(0, DigitImage.PixelCount).Where(i => image.Pixels.Span[i] > 127)];
            return inked.All(i => i % 28 is >= 4 and < 24 && i / 28 is >= 4 and < 24);
        });

    [Fact]
    public void Rasterize_PointsRepeatedOrBetweenTheirNeighbours_ChangeNothing()
    {
        Drawing finer = InkGen.Of([10, 10, 10, 10, 35, 10, 60, 10, 60, 10, 45, 50, 30, 90], [20, 50, 20, 50, 55, 48]);

        StrokeRasterizer.Rasterize(finer).Pixels.ToArray().ShouldBe(StrokeRasterizer.Rasterize(Seven).Pixels.ToArray());
    }

    [Fact]
    public void Rasterize_StrokesInAnotherOrderAndBackwards_IsTheSameDigit()
    {
        Drawing reversed = new([.. Seven.Strokes.Reverse().Select(stroke => new Stroke(stroke.Points.Reverse()))]);

        StrokeRasterizer.Rasterize(reversed).Pixels.ToArray()
            .Zip(StrokeRasterizer.Rasterize(Seven).Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(1e-300)]
    [InlineData(5e-324)]
    public void Rasterize_HugeOrTinyCoordinates_StillDrawsInkInTheMiddle(double unit)
    {
        DigitImage image = StrokeRasterizer.Rasterize(InkGen.Of([-unit, -unit, unit, unit], [-unit, unit, unit, -unit]));

        image[14, 14].ShouldBeGreaterThan((byte)200);
        InkCanvas.CentreOfMass(image.Pixels.Span).X.ShouldBe(14.5, 0.05);
    }

    [Fact]
    public void Rasterize_HundredThousandPoints_IsTheSameCircleAsOneOfAThousand()
    {
        double[] Circle(int count) => [.. Enumerable.Range(0, count + 1).SelectMany(i =>
            new[] { Math.Cos(i * Math.Tau / count), Math.Sin(i * Math.Tau / count) })];

        DigitImage fine = StrokeRasterizer.Rasterize(InkGen.Of(Circle(100_000)));

        fine.Pixels.ToArray().Zip(StrokeRasterizer.Rasterize(InkGen.Of(Circle(1000))).Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Max()
            .ShouldBeLessThanOrEqualTo(5);
        StrokeRasterizer.Steps(InkGen.Of(Circle(100_000))).FittedStrokes.Strokes[0].Points.Count.ShouldBeLessThan(4000);
    }

    [Fact]
    public void Rasterize_WiderPen_GivesMoreInkInTheSameBox()
    {
        static int Ink(DigitImage image) => image.Pixels.ToArray().Sum(value => value);

        Ink(StrokeRasterizer.Rasterize(Seven, new() { PenWidth = 3 }))
            .ShouldBeGreaterThan(Ink(StrokeRasterizer.Rasterize(Seven, new() { PenWidth = 2 })));
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(8.1)]
    [InlineData(double.NaN)]
    public void Rasterize_ImpossiblePen_SaysWhatIsPossible(double width) =>
        Should.Throw<ArgumentOutOfRangeException>(() => StrokeRasterizer.Rasterize(Seven, new() { PenWidth = width }))
            .Message.ShouldContain("0.5 to 8");

    [Fact]
    public void Steps_OfADrawing_TellBoxScaleShiftAndTheSameImage()
    {
        RasterizationSteps steps = StrokeRasterizer.Steps(Seven, new() { PenWidth = 2 });

        steps.Box.ShouldBe(new InkBox(10, 10, 60, 90));
        steps.Scale.ShouldBe(18.0 / 80, 1e-12);
        steps.FittedStrokes.Strokes[0].Points[0].Y.ShouldBe(5, 1e-12);
        steps.Shift.X.ShouldBe(14.5 - steps.CentreOfMass.X, 0.2);
        steps.Image.Pixels.ToArray().ShouldBe(StrokeRasterizer.Rasterize(Seven, new() { PenWidth = 2 }).Pixels.ToArray());
    }

    [Fact]
    public void Steps_NothingDrawn_HasNoBox() => StrokeRasterizer.Steps(new Drawing([])).Box.ShouldBeNull();

    [Fact]
    public void Rasterize_RealStrokes_HaveAsMuchInkAsMnistAndLieWhereItLies()
    {
        Assert.SkipUnless(RealData.HasStrokes, RealData.NeedsStrokes);
        DigitDataset mnist = MnistTestSet.Load();
        LabelledDrawing[] strokes = [.. StrokeFile.Read(RealData.Strokes).Where((_, i) => i % 5 == 0)];
        DigitDataset drawn = new(
            "strokes",
            strokes.SelectMany(drawing => StrokeRasterizer.Rasterize(drawing.Drawing).Pixels.ToArray()).ToArray(),
            strokes.Select(drawing => (byte)drawing.Label).ToArray());

        for (int digit = 0; digit < 10; digit++)
        {
            (Ink(drawn, digit) / Ink(mnist, digit)).ShouldBeInRange(0.87, 1.13, $"digit {digit}");
        }

        // All but one in a hundred: some are held back at the border.
        double[] misses =
        [
            .. Enumerable.Range(0, drawn.Count)
                .Select(i => Math.Abs(InkCanvas.CentreOfMass(drawn.Image(i).Pixels.Span).X - 14.5)).Order(),
        ];
        misses[(int)(0.99 * misses.Length)].ShouldBeLessThan(0.05);

        static double Ink(DigitDataset digits, int digit) => Enumerable.Range(0, digits.Count).Where(i => digits.Label(i) == digit)
            .Average(i => digits.Image(i).Pixels.ToArray().Sum(value => value));
    }

    // Moving rounds: what is smaller than that may be a mere point elsewhere.
    private static bool OutlastsRounding(Drawing drawing)
    {
        InkBox box = InkBox.Of(drawing)!.Value;
        return Math.Max(box.Width, box.Height) is 0 or > 1e-6;
    }
}
