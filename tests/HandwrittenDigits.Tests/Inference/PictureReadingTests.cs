using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Testing;
using HandwrittenDigits.Tests.Imaging;

namespace HandwrittenDigits.Tests.Inference;

public sealed class PictureReadingTests
{
    private static readonly DigitClassifier Classifier = DigitClassifier.LoadShipped();

    private static readonly Lazy<LabelledDrawing[]> Strokes = new(() => [.. StrokeFile.Read(RealData.Strokes)]);

    // Every so many of the real drawings, so that many hands are among them.
    private static LabelledDrawing[] Drawings(int count)
    {
        Assert.SkipUnless(RealData.HasStrokes, RealData.NeedsStrokes);
        return [.. Enumerable.Range(0, count).Select(i => Strokes.Value[((i * 171) + 13) % Strokes.Value.Length])];
    }

    private static (int Right, int Wrong) Read(IEnumerable<(GrayImage Picture, string Label)> scenes)
    {
        int right = 0, wrong = 0;
        foreach ((GrayImage picture, string label) in scenes)
        {
            PictureReading reading = Classifier.Read(picture);
            right += !reading.IsUnsure && reading.Text == label ? 1 : 0;
            wrong += !reading.IsUnsure && reading.Text != label ? 1 : 0;
        }

        return (right, wrong);
    }

    [Fact]
    public void Read_BoxAroundADigit_IsReadAsTheDigit() =>
        Read(Scenes.Digits(Drawings(24), Scenes.Box)).Right.ShouldBeGreaterThanOrEqualTo(21);

    [Fact]
    public void Read_DigitsOnRuledPaper_AreReadWithoutTheLines() =>
        Read(Scenes.Digits(Drawings(24), Scenes.Ruled(distance: 70, darkness: 0.75))).Right.ShouldBeGreaterThanOrEqualTo(19);

    [Fact]
    public void Read_DigitsUnderASoftShadow_AreReadWithoutIt()
    {
        (int right, int wrong) = Read(Scenes.Digits(Drawings(24), Scenes.Shadow(softness: 100)));

        right.ShouldBeGreaterThanOrEqualTo(20);
        wrong.ShouldBeLessThanOrEqualTo(2);
    }

    // Half of the paper that can be seen is the ink's soft edge.
    [Fact]
    public void Read_BlurredDigitThatFillsASmallPicture_IsRead() => Read(Drawings(24).Select(drawn =>
    {
        InkBox box = InkBox.Of(drawn.Drawing)!.Value;
        var paper = new Paper(12 + (int)(60 * Math.Max(0.3, box.Width / Math.Max(box.Height, box.Width))), 76);
        paper.Write(drawn.Drawing, 6, 8, 60, pen: 9, darkness: 0.4);
        return (Pictures.Blurred(paper.Picture(noise: 2), radius: 4), $"{drawn.Label}");
    })).Right.ShouldBeGreaterThanOrEqualTo(17);

    [Fact]
    public void Read_OneWithAThickHead_IsNotTakenForALineAcrossIt()
    {
        GrayImage picture = new Paper(168, 155).Line(81, 38, 80, 96, pen: 5).Line(80, 54, 82, 60, pen: 13).Picture(paper: 245, noise: 1);

        Read([(picture, "1")]).Right.ShouldBe(1);
    }

    [Fact]
    public void Read_FourWhoseBarIsFaint_IsOneDigit()
    {
        Paper paper = new Paper(152, 152).Line(72, 46, 52, 73, pen: 5, darkness: 0.5).Line(52, 73, 45, 82, pen: 5, darkness: 0.26)
            .Line(91, 58, 94, 112, pen: 6, darkness: 0.7);
        for (int edge = 0; edge < 5; edge++)
        {
            double left = 1 - (edge / 5.0);
            paper.Line(46, 83, 90, 84, pen: 2 + (2.5 * edge), darkness: 0.26 * left)
                .Line(54, 83, 82, 84, pen: 2 + (2.5 * edge), darkness: 0.38 * left);
        }

        Read([(Pictures.Blurred(paper.Picture(paper: 245, noise: 1), radius: 1), "4")]).Right.ShouldBe(1);
    }

    [Fact]
    public void Read_EmptySheetUnderASoftShadow_IsNotReadAsADigit() => Enumerable.Range(0, 20).Count(seed =>
    {
        var paper = new Paper(400, 400, seed);
        Scenes.Shadow(softness: 60 + (4 * seed), within: 190)(paper);
        return !Classifier.Classify(paper.Picture()).IsUnsure;
    }).ShouldBeLessThanOrEqualTo(1);

    [Fact]
    public void Read_SmallNumberInALargePicture_IsReadWhole() =>
        Read(Scenes.Numbers(Drawings(36), digits: 3, width: 1000, height: 800, size: 20, pen: 2, gap: 8))
            .Right.ShouldBeGreaterThanOrEqualTo(11);

    [Fact]
    public void Read_RowThatRunsDownhill_IsOneNumber() => Read(Enumerable.Range(0, 12).Select(i =>
    {
        LabelledDrawing[] digits = [.. Drawings(36).Skip(3 * i).Take(3)];
        var paper = new Paper(560, 420, seed: i + 1);
        double left = 40;
        foreach ((int place, LabelledDrawing digit) in digits.Index())
        {
            left = paper.Write(digit.Drawing, left, 30 + (72 * place), 100, pen: 7) + 25;
        }

        return (paper.Picture(), string.Concat(digits.Select(digit => digit.Label)));
    })).Right.ShouldBeGreaterThanOrEqualTo(9);

    // Strokes run along the picture's border, as shadows do.
    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Read_NumberThatAPictureWasCutTo_KeepsItsStrokesAtTheBorder(double margin)
    {
        const int Pen = 8;
        (int right, int wrong) = Read(Drawings(80).Chunk(2).Select((digits, i) =>
        {
            Paper Write(int width, int height, out double end)
            {
                var paper = new Paper(width, height, seed: i + 1);
                end = paper.Write(digits[0].Drawing, margin + (Pen / 2), margin + (Pen / 2), 120, Pen);
                end = paper.Write(digits[1].Drawing, end + 30, margin + (Pen / 2), 120, Pen) + (Pen / 2) + margin;
                return paper;
            }

            Write(400, 200, out double width);
            return (Write((int)width, (int)(120 + Pen + (2 * margin)), out _).Picture(), $"{digits[0].Label}{digits[1].Label}");
        }));

        right.ShouldBeGreaterThanOrEqualTo(38);
        wrong.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Read_RowsOfNumbers_AreReadAsRows() =>
        Read(Scenes.Sheets(Drawings(72), rows: 3, digits: 4)).Right.ShouldBeGreaterThanOrEqualTo(5);

    [Fact]
    public void Read_TouchingDigits_AreOftenCutApart() =>
        Read(Scenes.Numbers(Drawings(48), digits: 2, width: 500, height: 300, size: 100, pen: 7, gap: -7))
            .Right.ShouldBeGreaterThanOrEqualTo(14);

    [Fact]
    public void Classify_TwoDigits_SaysThatThereAreSeveral()
    {
        Prediction[] predictions =
        [
            .. Scenes.Numbers(Drawings(40), digits: 2, width: 500, height: 300, size: 100, pen: 7, gap: 15)
                .Select(scene => Classifier.Classify(scene.Picture)),
        ];

        predictions.Count(prediction => prediction.UnsureReason == UnsureReason.SeveralDigits).ShouldBeGreaterThanOrEqualTo(18);
        predictions.Count(prediction => !prediction.IsUnsure).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Read_PointBetweenTwoDigits_IsPassedOverAndSaid()
    {
        LabelledDrawing[] drawings = Drawings(2);
        var paper = new Paper(400, 200);
        double right = paper.Write(drawings[0].Drawing, 40, 50, 100, 7);
        paper.Line(right + 18, 146, right + 18, 148, 8);
        paper.Write(drawings[1].Drawing, right + 36, 50, 100, 7);

        PictureReading reading = Classifier.Read(paper.Picture());

        reading.Text.ShouldBe($"{drawings[0].Label}{drawings[1].Label}");
        reading.Marks.ShouldHaveSingleItem().Left.ShouldBeInRange((int)right, (int)right + 30);
    }

    [Fact]
    public void Read_InkAsBrightAsItsPaper_IsToldByItsColour() => Drawings(24).Count(drawing =>
    {
        var paper = new Paper(300, 300);
        paper.Write(drawing.Drawing, 80, 70, 150, 9);

        // Both have a luma of 119.
        using var file = new MemoryStream(paper.Coloured((80, 150, 60), (228, 75, 61)));
        return Classifier.Classify(PictureReader.Read(file)) is { IsUnsure: false } prediction && prediction.Label == drawing.Label;
    }).ShouldBeGreaterThanOrEqualTo(22);

    [Fact]
    public void Read_BrushOfOnePixelIn28x28_IsReadAsAPen() => Drawings(24).Count(drawing =>
    {
        var paper = new Paper(28, 28);
        paper.Write(drawing.Drawing, 7, 4, 19, 1, darkness: 1);
        Prediction prediction = Classifier.Classify(paper.Picture(paper: 255, noise: 0));
        return !prediction.IsUnsure && prediction.Label == drawing.Label;
    }).ShouldBeGreaterThanOrEqualTo(22);

    [Fact]
    public void Read_FourOfStraightLinesUpToTheBorder_KeepsItsBarAndStem()
    {
        Paper paper = new Paper(200, 200).Line(37, 0, 1, 118, 6).Line(1, 118, 124, 119, 6).Line(96, 40, 67, 200, 6);

        Classifier.Read(paper.Picture()).Text.ShouldBe("4");
    }

    [Fact]
    public void Read_ThreeWhoseHalvesDoNotJoin_IsOneDigit()
    {
        Paper paper = new Paper(300, 400).Line(90, 60, 190, 60, 9).Line(190, 60, 130, 150, 9)
            .Line(135, 164, 190, 190, 9).Line(190, 190, 180, 270, 9).Line(180, 270, 90, 300, 9);

        Classifier.Read(paper.Picture()).Text.ShouldBe("3");
    }

    [Fact]
    public void Read_BlankPaper_HasNoDigits()
    {
        PictureReading reading = Classifier.Read(new Paper(200, 100).Picture());

        reading.Digits.ShouldBeEmpty();
        reading.IsUnsure.ShouldBeTrue();
        reading.AsOneDigit.UnsureReason.ShouldBe(UnsureReason.Blank);
    }
}
