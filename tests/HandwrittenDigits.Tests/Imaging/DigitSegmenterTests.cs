using CsCheck;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Imaging;

public sealed class DigitSegmenterTests
{
    [Fact]
    public void Split_NothingDrawn_IsNothing() => DigitSegmenter.Split(new Drawing([])).ShouldBeEmpty();

    [Fact]
    public void Split_BlankPaper_IsNothing() => DigitSegmenter.Split(new GrayImage(9, 9, new byte[81])).ShouldBeEmpty();

    [Fact]
    public void Split_BarDrawnLast_GoesToItsDigitInTheOrderOfDrawing()
    {
        // A seven, a one, and then the seven's bar.
        Drawing row = InkGen.Of([0, 0, 50, 0, 20, 100], [100, 0, 100, 100], [15, 50, 50, 50]);

        IReadOnlyList<Drawing> digits = DigitSegmenter.Split(row);

        digits.Count.ShouldBe(2);
        digits[0].Strokes.ShouldBe([row.Strokes[0], row.Strokes[2]]);
        digits[1].Strokes.ShouldBe([row.Strokes[1]]);
    }

    [Fact]
    public void Split_BarThatOnlyTouchesTheBody_IsOneFive() =>
        DigitSegmenter.Split(InkGen.Of([20, 10, 20, 50, 45, 60, 30, 100, 0, 100], [22, 8, 90, 0])).Count.ShouldBe(1);

    [Fact]
    public void Split_DigitsWrittenFromRightToLeft_ComeFromLeftToRight()
    {
        Drawing row = InkGen.Of([200, 0, 200, 100], [100, 0, 100, 100], [0, 0, 0, 100]);

        DigitSegmenter.Split(row).Select(digit => digit.Strokes[0].Points[0].X).ShouldBe([0, 100, 200]);
    }

    [Fact]
    public void Split_AnyDrawing_KeepsEveryStrokeOnce() =>
        InkGen.Drawing.Sample(drawing =>
            DigitSegmenter.Split(drawing).SelectMany(digit => digit.Strokes).ToHashSet().SetEquals(drawing.Strokes));

    [Fact]
    public void Split_RealSingleDigits_StayWhole()
    {
        Assert.SkipUnless(RealData.HasStrokes, RealData.NeedsStrokes);
        LabelledDrawing[] drawings = [.. StrokeFile.Read(RealData.Strokes).Where((_, i) => i % 5 == 0)];

        drawings.Count(drawing => DigitSegmenter.Split(drawing.Drawing).Count == 1).ShouldBeGreaterThan((int)(0.99 * drawings.Length));
    }

    [Fact]
    public void Split_RowsOfSyntheticDigits_HaveAsManyAsWereWritten()
    {
        IReadOnlyList<LabelledDrawing> digits = SyntheticDigits.Drawings(400, seed: 3);
        int right = digits.Chunk(4).Count(chunk => DigitSegmenter.Split(Row(chunk, gap: 60)).Count == 4);

        right.ShouldBeGreaterThanOrEqualTo(90);
    }

    // A four of two strokes beside a digit as tall; a five whose bar stands away; a seven and a two that touch.
    [Theory]
    [InlineData(2, new double[] { 0, 0, 60, 0, 20, 100 }, new double[] { 140, 0, 104, 62, 172, 58 }, new double[] { 150, 34, 145, 102 })]
    [InlineData(1, new double[] { 20, 10, 20, 50, 45, 60, 30, 100, 0, 100 }, new double[] { 55, 0, 80, 0 })]
    [InlineData(2, new double[] { 0, 0, 50, 0, 20, 100 }, new double[] { 55, 20, 80, 0, 100, 30, 55, 100, 110, 100 })]
    public void Split_StrokesThatAreClose_AsAPersonWould(int digits, params double[][] strokes) =>
        DigitSegmenter.Split(InkGen.Of(strokes)).Count.ShouldBe(digits);

    [Fact]
    public void Split_RowsOfRealDigits_HaveAsManyAsWereWritten()
    {
        Assert.SkipUnless(RealData.HasStrokes, RealData.NeedsStrokes);
        LabelledDrawing[][] rows =
        [
            .. StrokeFile.Read(RealData.Strokes).GroupBy(drawing => drawing.Writer)
                .SelectMany(writer => writer.Chunk(3)).Where(row => row.Length == 3),
        ];

        int right = rows.Count(row => DigitSegmenter.Split(Row(row, gap: 0.2 * InkBox.Of(row[0].Drawing)!.Value.Height)).Count == 3);

        ((double)right / rows.Length).ShouldBeGreaterThan(0.98);
    }

    [Fact]
    public void Split_PictureOfTwoDigits_CutsEachOutWithoutTheOther()
    {
        GrayImage one = DigitSegmenter.Split(Ink("""
            .##...#
            ..#...#
            .##..##
            """))[0];

        (one.Width, one.Height).ShouldBe((2, 3));
        one.Pixels.ShouldBe([255, 255, 0, 255, 255, 255]);
    }

    [Fact]
    public void Split_PictureOfADigitInTwoPieces_KeepsItTogether() =>
        DigitSegmenter.Split(Ink("""
            .####.....#
            ..........#
            ..##......#
            ...##.....#
            ..##......#
            """)).Count.ShouldBe(2);

    private static Drawing Row(LabelledDrawing[] digits, double gap)
    {
        double x = 0;
        List<Stroke> strokes = [];
        foreach (LabelledDrawing digit in digits)
        {
            InkBox box = InkBox.Of(digit.Drawing)!.Value;
            double left = x;
            strokes.AddRange(digit.Drawing.Map(point => new(point.X - box.Left + left, point.Y - box.Bottom)).Strokes);
            x += box.Width + gap;
        }

        return new Drawing(strokes);
    }

    private static GrayImage Ink(string rows)
    {
        string[] lines = rows.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new GrayImage(
            lines[0].Length, lines.Length, [.. lines.SelectMany(line => line.Select(c => c == '#' ? (byte)255 : (byte)0))]);
    }
}
