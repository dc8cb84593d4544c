using HandwrittenDigits.Imaging;
using ImageMagick;
using SkiaSharp;

namespace HandwrittenDigits.Tests.Imaging;

/// <summary>The formats of phones and scanners, and those that are no pictures.</summary>
public sealed class PhoneFormatsTests
{
    // A dark bar, columns 28 to 33 and rows 10 to 49, on light paper, 64 x 64: drawn by a program, encoded by libheif's heif-enc.
    private const string Heic = """
        AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAA
        Imlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAAAAAAdQAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAwmlwcnAAAACkaXBjbwAAAHhodmND
        AQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqSSmubgQEDAgA
        AAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAEAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAB9bWRhdAAA
        AHEoAa8J4OO5cCu3j4UwPa0rUUsSCcllCbAOf34nMDG3hNc67xRUD3c1NRP2wASJ9nxrc42seM+WTk++sQeqRGvSySBIHH4hoIEcBMZ8mfuTg6O9C2H5TsXk
        STAAAASKD9t/zlea5xvhJ/QaGE0AABx4wA==
        """;

    private const string Avif = """
        AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAOptZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAA
        Imlsb2MAAAAAREAAAQABAAAAAAEOAAEAAAAAAAAAPAAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGF2MDEAAAAAamlwcnAAAABLaXBjbwAAABNjb2xy
        bmNseAACAAIABoAAAAAMYXYxQ4EADAAAAAAUaXNwZQAAAAAAAABAAAAAQAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgYIDhAAAAERtZGF0
        EgAKCRgVf/2CBAQNCDItRZABhhhhQNf+rN+LoowHQD3o4F5yK/a5OhtZ0ocAtXIMgA1n937fBahYdFSw
        """;

    [Theory]
    [InlineData(Heic)]
    [InlineData(Avif)]
    public void Read_HeicAndAvif_AreTheirGreyLevels(string base64) => ShouldBeTheBar(Convert.FromBase64String(base64));

    [Fact]
    public void Read_Tiff_IsItsGreyLevels()
    {
        using var image = new MagickImage(Convert.FromBase64String(Heic));

        ShouldBeTheBar(image.ToByteArray(MagickFormat.Tiff));
    }

    [Fact]
    public void Read_HeicCutShort_IsRefusedByItsName() =>
        Should.Throw<PictureFormatException>(() => Read(Convert.FromBase64String(Heic)[..300])).Message.ShouldContain("HEIC");

    [Fact]
    public void Read_TiffOfTooManyPixels_IsRefusedByItsHeader()
    {
        using var image = new MagickImage(MagickColors.White, 2, 2);
        byte[] tiff = image.ToByteArray(MagickFormat.Tiff);
        foreach (byte tag in new byte[] { 0x00, 0x01 })
        {
            // The entry of ImageWidth (256) or ImageLength (257), a little-endian SHORT with the value 2.
            byte[] field = [tag, 1, 3, 0, 1, 0, 0, 0, 2, 0];
            int entry = tiff.AsSpan().IndexOf(field);
            entry.ShouldBeGreaterThan(0);
            BitConverter.GetBytes((ushort)60_000).CopyTo(tiff, entry + 8);
        }

        Should.Throw<PictureFormatException>(() => Read(tiff)).Message.ShouldContain("60000 x 60000");
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "an SVG drawing", "PNG")]
    [InlineData("%PDF-1.7", "a PDF document", "screenshot")]
    [InlineData("\0\0\0\u0018ftypmp42\0\0\0\0", "a video", "screenshot")]
    [InlineData("8BPS\0\u0001", "a Photoshop document", "PNG")]
    public void Read_AFormatThatIsNotRead_IsNamedWithTheWayOut(string beginning, string found, string mend)
    {
        PictureFormatException error = Should.Throw<PictureFormatException>(() => Read([.. beginning.Select(letter => (byte)letter)]));

        error.Message.ShouldContain("HEIC");
        error.Found.ShouldContain(found);
        error.Mend.ShouldContain(mend);
    }

    [Fact]
    public void Read_WhiteInkOnTransparency_IsInkOnDarkPaper()
    {
        using SKBitmap bitmap = Pictures.Bitmap(64, 64, (x, y) => Bar(x, y) ? SKColors.White : SKColors.Transparent);

        GrayImage picture = Read(Pictures.Encode(bitmap, SKEncodedImageFormat.Png));

        picture[30, 30].ShouldBe((byte)255);
        picture[5, 5].ShouldBe((byte)0);
        InkExtractor.Extract(picture).Pixels.ShouldContain((byte)255);
    }

    [Fact]
    public void Read_LightPaperWithTransparentCorners_StaysOnWhite()
    {
        using SKBitmap bitmap =
            Pictures.Bitmap(64, 64, (x, y) => x + y < 8 ? SKColors.Transparent : Bar(x, y) ? SKColors.Black : SKColors.White);

        Read(Pictures.Encode(bitmap, SKEncodedImageFormat.Png))[0, 0].ShouldBe((byte)255);
    }

    private static bool Bar(int x, int y) => x is >= 28 and <= 33 && y is >= 10 and < 50;

    private static GrayImage Read(byte[] file) => PictureReader.Read(new MemoryStream(file), "test");

    private static void ShouldBeTheBar(byte[] file)
    {
        GrayImage picture = Read(file);

        (picture.Width, picture.Height).ShouldBe((64, 64));
        picture[30, 30].ShouldBeLessThan((byte)60);
        picture[50, 30].ShouldBeGreaterThan((byte)210);
    }
}
