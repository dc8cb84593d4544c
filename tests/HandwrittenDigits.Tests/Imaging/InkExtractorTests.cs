using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Tests.Imaging;

public sealed class InkExtractorTests
{
    private static readonly Drawing Five = InkGen.Of([30, 10, 25, 45, 45, 40, 60, 55, 55, 80, 35, 90, 20, 80], [30, 10, 65, 8]);

    private static double Misread(GrayImage photo) =>
        DigitNormalizer.Normalize(InkExtractor.Extract(photo)).Difference(StrokeRasterizer.Rasterize(Five));

    [Fact]
    public void Extract_DarkInkUnderUnevenLight_IsTheDrawing() => Misread(Pictures.Photo(Five, unevenness: 0.7)).ShouldBeLessThan(8);

    [Fact]
    public void Extract_LightInkOnADarkBoard_IsTheDrawing() => Misread(Pictures.Photo(Five).Inverted()).ShouldBeLessThan(8);

    [Fact]
    public void Extract_ShadowAlongTheBorder_IsNoInk() => Misread(Pictures.Photo(Five, shadow: true)).ShouldBeLessThan(8);

    [Fact]
    public void Extract_MuchNoise_IsTheDrawingWithoutSpecks() => Misread(Pictures.Photo(Five, noise: 25)).ShouldBeLessThan(8);

    [Fact]
    public void Extract_HairThinPenInALargePicture_DoesNotFade()
    {
        GrayImage photo = Pictures.Photo(Five, side: 400, pen: 0.015);

        DigitImage image = DigitNormalizer.Normalize(InkExtractor.Extract(photo));

        image.Pixels.ToArray().Max().ShouldBeGreaterThan((byte)230);
        image.Difference(StrokeRasterizer.Rasterize(Five)).ShouldBeLessThan(10);
    }

    [Fact]
    public void Extract_ThickMarker_IsThinnedTowardsAPen()
    {
        GrayImage ink = InkExtractor.Extract(Pictures.Photo(Five, pen: 0.28));

        StrokeThickness.MeanWidth(DigitNormalizer.Normalize(ink).ToGrayImage()).ShouldBeInRange(2, 4.5);
    }

    [Fact]
    public void Extract_PaperWithNothingOnIt_IsBlank() =>
        InkExtractor.Extract(Pictures.Photo(InkGen.Of([5, 5]), pen: 0, unevenness: 0.6)).Pixels.ShouldAllBe(value => value == 0);

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(255)]
    public void Extract_OneLevelEverywhere_IsBlank(byte level) =>
        InkExtractor.Extract(new GrayImage(50, 40, [.. Enumerable.Repeat(level, 2000)])).Pixels.ShouldAllBe(value => value == 0);

    [Fact]
    public void Extract_OnePixel_IsBlank() => InkExtractor.Extract(new GrayImage(1, 1, [7])).Pixels.ShouldBe([0]);

    [Fact]
    public void Extract_MnistDigits_ComeOutNearlyAsTheyWentIn()
    {
        DigitDataset test = MnistTestSet.Load();
        double[] differences = [.. Enumerable.Range(0, 300)
            .Select(i => DigitNormalizer.Normalize(InkExtractor.Extract(test.Image(i).ToGrayImage())).Difference(test.Image(i))).Order()];

        differences.Average().ShouldBeLessThan(1);
        differences[296].ShouldBeLessThan(4);
    }

    [Fact]
    public void Extract_MnistDigitsBlackOnWhite_AreTheSameAsWhiteOnBlack()
    {
        DigitDataset test = MnistTestSet.Load();

        for (int i = 0; i < 300; i++)
        {
            var digit = test.Image(i).ToGrayImage();
            InkExtractor.Extract(digit.Inverted()).Pixels.ShouldBe(InkExtractor.Extract(digit).Pixels, $"image {i}");
        }
    }
}
