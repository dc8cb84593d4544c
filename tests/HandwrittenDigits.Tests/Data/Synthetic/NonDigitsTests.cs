using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Tests.Data.Synthetic;

public sealed class NonDigitsTests
{
    [Fact]
    public void Drawings_SameSeed_AreTheSame()
    {
        static byte[] Pixels(int count, int seed) =>
            [.. NonDigits.Drawings(count, seed).SelectMany(drawing => StrokeRasterizer.Rasterize(drawing.Drawing).Pixels.ToArray())];

        Pixels(100, seed: 1).ShouldBe(Pixels(100, seed: 1));
        Pixels(100, seed: 1)[..7840].ShouldBe(Pixels(10, seed: 1));
        Pixels(100, seed: 2).ShouldNotBe(Pixels(100, seed: 1));
    }

    [Fact]
    public void Drawings_OfAnyCount_HaveEveryKindEquallyOften() =>
        NonDigits.Drawings(103, seed: 1).CountBy(drawing => drawing.Kind).ShouldAllBe(kind => kind.Value == 20 || kind.Value == 21);

    [Fact]
    public void Drawings_OverlappingDigits_HaveMoreInkThanOne()
    {
        double two = NonDigits.Drawings(500, seed: 1).Where(drawing => drawing.Kind == NonDigitKind.OverlappingDigits)
            .Average(drawing => StrokeRasterizer.Rasterize(drawing.Drawing).Pixels.ToArray().Sum(value => value));
        double one = SyntheticDigits.Drawings(100, seed: 1)
            .Average(drawing => StrokeRasterizer.Rasterize(drawing.Drawing).Pixels.ToArray().Sum(value => value));

        two.ShouldBeGreaterThan(one * 1.15);
    }

    [Fact]
    public void Drawings_FilledShapes_AreMostlyInk()
    {
        double[] shares =
        [
            .. NonDigits.Drawings(100, seed: 1, [NonDigitKind.Filled])
                .Select(drawing => StrokeRasterizer.Rasterize(drawing.Drawing).ToGrayImage())
                .Select(ink => PixelBox.Of(ink) is { } box ? ink.Pixels.Sum(value => value / 255.0) / (box.Width * box.Height) : 0),
        ];

        shares.Average().ShouldBeGreaterThan(0.55);
    }

    [Fact]
    public void Drawings_Rows_AreWide() => NonDigits.Drawings(100, seed: 1, [NonDigitKind.Row])
        .Select(drawing => InkBox.Of(drawing.Drawing)!.Value).Count(box => box.Width > 0.6 * box.Height).ShouldBeGreaterThan(85);

    [Fact]
    public void Drawings_OfAllKinds_HaveEachAlikeOften() => NonDigits.Drawings(100, seed: 1, NonDigits.AllKinds)
        .CountBy(drawing => drawing.Kind).ShouldAllBe(kind => kind.Value == 10);

    [Fact]
    public void Images_OfASeed_ShowItsDrawingsByPensOfSeveralWidths()
    {
        const int count = 50;
        byte[] images = NonDigits.Images(count, seed: 1);
        byte[] byOnePen =
            [.. NonDigits.Drawings(count, seed: 1).SelectMany(drawing => StrokeRasterizer.Rasterize(drawing.Drawing).Pixels.ToArray())];

        images.Length.ShouldBe(count * DigitImage.PixelCount);
        images.ShouldNotBe(byOnePen);

        // Blank ones are so in both; all others share most of their ink.
        int different = images.Zip(byOnePen).Count(pair => Math.Abs(pair.First - pair.Second) > 128);
        different.ShouldBeLessThan(images.Length / 20);
    }

    [Fact]
    public void Drawings_NegativeCount_IsRefused() => Should.Throw<ArgumentOutOfRangeException>(() => NonDigits.Drawings(-1, seed: 1));
}
