using HandwrittenDigits.Imaging;
using SkiaSharp;

namespace HandwrittenDigits.Tests.Imaging;

public sealed class PictureReaderTests
{
    // Dark but for the upper left corner.
    private static SKColor Corner(int x, int y) => x < 16 && y < 8 ? SKColors.White : SKColors.Black;

    private static GrayImage Read(byte[] file) => PictureReader.Read(new MemoryStream(file), "test.png");

    [Fact]
    public void Read_Png_IsTheLumaOfItsColours()
    {
        using SKBitmap bitmap = Pictures.Bitmap(3, 1, (x, _) => new[] { SKColors.Red, SKColors.Lime, SKColors.Blue }[x]);

        Read(Pictures.Encode(bitmap, SKEncodedImageFormat.Png)).Pixels.ShouldBe([76, 150, 29]);
    }

    [Fact]
    public void Read_TransparentPng_ShowsWhitePaper()
    {
        using SKBitmap bitmap = Pictures.Bitmap(3, 1, (x, _) => new SKColor(0, 0, 0, (byte)(x * 127)));

        Read(Pictures.Encode(bitmap, SKEncodedImageFormat.Png)).Pixels.ShouldBe([255, 128, 1]);
    }

    [Fact]
    public void Read_Bmp_IsItsGreyLevels() =>
        Read(Pictures.Bmp(5, 3, (x, y) => (byte)((x * 10) + y))).Pixels.ShouldBe([0, 10, 20, 30, 40, 1, 11, 21, 31, 41, 2, 12, 22, 32, 42]);

    [Theory]
    [InlineData(1, 32, 24, 0, 0)]
    [InlineData(2, 32, 24, 31, 0)]
    [InlineData(3, 32, 24, 31, 23)]
    [InlineData(4, 32, 24, 0, 23)]
    [InlineData(5, 24, 32, 0, 0)]
    [InlineData(6, 24, 32, 23, 0)]
    [InlineData(7, 24, 32, 23, 31)]
    [InlineData(8, 24, 32, 0, 31)]
    public void Read_JpegWithExifOrientation_IsTurnedUpright(byte orientation, int width, int height, int lightX, int lightY)
    {
        using SKBitmap bitmap = Pictures.Bitmap(32, 24, Corner);

        GrayImage picture = Read(Pictures.WithOrientation(Pictures.Encode(bitmap, SKEncodedImageFormat.Jpeg), orientation));

        (picture.Width, picture.Height).ShouldBe((width, height));
        picture[lightX, lightY].ShouldBeGreaterThan((byte)200);
        picture[width - 1 - lightX, height - 1 - lightY].ShouldBeLessThan((byte)50);
    }

    [Fact]
    public void Read_NoPicture_SaysWhatWasExpectedAndFound()
    {
        PictureFormatException error = Should.Throw<PictureFormatException>(() => Read("hello world"u8.ToArray()));

        error.Message.ShouldBe(
            "test.png: expected a picture (PNG, JPEG, HEIC, AVIF, WebP, GIF, TIFF or BMP), "
            + "found 11 bytes that begin with 68656C6C6F20776F. Save the picture as PNG.");
    }

    [Fact]
    public void Read_EmptyFile_SaysSo() => Should.Throw<PictureFormatException>(() => Read([])).Message.ShouldContain("an empty file");

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void Read_FileCutShort_IsRefusedAtEveryLength(SKEncodedImageFormat format)
    {
        using SKBitmap bitmap = Pictures.Bitmap(40, 40, (x, y) => new SKColor((byte)(x * y), (byte)(x ^ y), 9));
        byte[] file = Pictures.Encode(bitmap, format);

        for (int length = 0; length < file.Length * 3 / 4; length += 11)
        {
            Should.Throw<PictureFormatException>(() => Read(file[..length]), $"{length} bytes");
        }
    }

    [Fact]
    public void Read_PictureOfTooManyPixels_IsRefusedByItsHeader()
    {
        using SKBitmap bitmap = Pictures.Bitmap(2, 2, (_, _) => SKColors.White);
        byte[] file = Pictures.Bmp(2, 2, (_, _) => 0);
        BitConverter.GetBytes(10_001).CopyTo(file, 18);
        BitConverter.GetBytes(10_000).CopyTo(file, 22);

        Should.Throw<PictureFormatException>(() => Read(file)).Message.ShouldContain("10001 x 10000");
    }

    [Fact]
    public void Read_PictureOfAHundredMegapixels_IsRead()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(10_000, 10_000, SKColorType.Gray8, SKAlphaType.Opaque));
        bitmap.Erase(SKColors.White);

        Read(Pictures.Encode(bitmap, SKEncodedImageFormat.Jpeg)).Pixels[^1].ShouldBe((byte)255);
    }

    [Fact]
    public void Read_ByPath_NamesTheFileInItsError()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "no picture");
            Should.Throw<PictureFormatException>(() => PictureReader.Read(path)).File.ShouldBe(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
