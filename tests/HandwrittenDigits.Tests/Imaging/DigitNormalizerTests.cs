using CsCheck;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Tests.Imaging;

public sealed class DigitNormalizerTests
{
    private static readonly Gen<GrayImage> Ink = Gen.Select(Gen.Int[1, 60], Gen.Int[1, 60]).SelectMany((width, height) =>
        Gen.Byte.Array[width * height].Select(pixels => new GrayImage(width, height, pixels)));

    [Fact]
    public void Normalize_EveryMnistTestDigit_ComesOutByteForByte()
    {
        DigitDataset test = MnistTestSet.Load();

        Enumerable.Range(0, test.Count).Count(i =>
            !DigitNormalizer.Normalize(test.Image(i).ToGrayImage()).Pixels.Span.SequenceEqual(test.Image(i).Pixels.Span)).ShouldBe(0);
    }

    [Fact]
    public void Normalize_MnistDigitElsewhereOnALargerSheet_IsTheDigitAgain()
    {
        DigitDataset test = MnistTestSet.Load();

        for (int i = 0; i < 1000; i++)
        {
            byte[] sheet = new byte[100 * 80];
            for (int pixel = 0; pixel < DigitImage.PixelCount; pixel++)
            {
                sheet[((40 + (pixel / 28)) * 100) + 5 + (pixel % 28)] = test.Image(i).Pixels.Span[pixel];
            }

            DigitNormalizer.Normalize(new GrayImage(100, 80, sheet)).Pixels.ToArray().ShouldBe(test.Image(i).Pixels.ToArray());
        }
    }

    [Fact]
    public void Normalize_NoInk_IsBlank() => DigitNormalizer.Normalize(new GrayImage(3, 5, new byte[15])).IsBlank.ShouldBeTrue();

    [Fact]
    public void Normalize_OnePixel_IsASquareOfTwentyInTheMiddle()
    {
        DigitImage image = DigitNormalizer.Normalize(new GrayImage(1, 1, [255]));

        image.Pixels.ToArray().Count(value => value == 255).ShouldBe(400);
        ((int)image[4, 4]).ShouldBe(255);
        ((int)image[23, 23]).ShouldBe(255);
    }

    [Fact]
    public void Normalize_TallBar_KeepsItsAspect()
    {
        DigitImage image = DigitNormalizer.Normalize(new GrayImage(4, 80, [.. Enumerable.Repeat((byte)255, 320)]));

        Enumerable.Range(0, 28).Count(x => image[x, 14] > 0).ShouldBe(1);
        Enumerable.Range(0, 28).Count(y => image[14, y] == 255).ShouldBe(20);
    }

    [Fact]
    public void Normalize_BlackAndWhiteLargeInk_BecomesGreyAtItsEdges()
    {
        // A disc of 199 pixels across.
        byte[] disc =
        [
            .. Enumerable.Range(0, 200 * 200)
                .Select(i => Math.Pow((i % 200) - 99.5, 2) + Math.Pow((i / 200) - 99.5, 2) < 9900 ? (byte)255 : (byte)0),
        ];

        DigitImage image = DigitNormalizer.Normalize(new GrayImage(200, 200, disc));

        image.Pixels.ToArray().Count(value => value is > 0 and < 255).ShouldBeInRange(30, 100);
        image.Pixels.ToArray().Sum(value => value / 255.0).ShouldBe(Math.PI * 100, 4);
    }

    [Fact]
    public void Normalize_AnyInk_FitsTwentyPixelsAndIsCentredToHalfAPixelOrHeldAtTheBorder() =>
        Ink.Sample(ink =>
        {
            DigitImage image = DigitNormalizer.Normalize(ink);
            if (image.IsBlank)
            {
                return true;
            }

            PixelBox box = PixelBox.Of(image.ToGrayImage())!.Value;
            InkPoint centre = InkCanvas.CentreOfMass(image.Pixels.Span);
            bool heldX = box.Left == 0 || box.Right == 28;
            bool heldY = box.Top == 0 || box.Bottom == 28;
            return box.Width <= 20 && box.Height <= 20
                && (heldX || Math.Abs(centre.X - 14.5) <= 0.52) && (heldY || Math.Abs(centre.Y - 14.5) <= 0.52);
        });

    [Fact]
    public void Normalize_InkEnlarged_IsNearlyTheSame() =>
        InkGen.Drawing.Sample(drawing =>
        {
            // On a sheet of 30 x 30, so that nothing is left alone for being normal already.
            DigitImage digit = StrokeRasterizer.Rasterize(drawing);
            GrayImage Sheet(int zoom) => new(30 * zoom, 30 * zoom, [.. Enumerable.Range(0, 900 * zoom * zoom)
                .Select(i => (X: i % (30 * zoom) / zoom, Y: i / (30 * zoom) / zoom))
                .Select(at => at.X < 28 && at.Y < 28 ? digit[at.X, at.Y] : (byte)0)]);
            return DigitNormalizer.Normalize(Sheet(3)).Difference(DigitNormalizer.Normalize(Sheet(1))) < 1;
        });
}
