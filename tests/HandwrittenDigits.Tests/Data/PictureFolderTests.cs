using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Testing;
using SkiaSharp;

namespace HandwrittenDigits.Tests.Data;

public sealed class PictureFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_SubFoldersAndNames_GiveTheLabels()
    {
        WritePicture("3", "a.png");
        WritePicture("3", "8-is-not-it.png");
        WritePicture("7_scan.PNG");
        WritePicture("more", "0.png");
        File.WriteAllText(folder.At("notes.txt"), "no picture");

        DigitDataset dataset = PictureFolder.Load(folder.Path);

        dataset.Labels.ToArray().ShouldBe([3, 3, 7, 0]);
        dataset.Name.ShouldBe(Path.GetFileName(folder.Path));
        dataset.Image(0).IsBlank.ShouldBeFalse();
    }

    [Theory]
    [InlineData("scan.png")]
    [InlineData("12.png")]
    public void Load_LabelUnknown_SaysWhichPicture(string name)
    {
        WritePicture("10", name);

        DigitDataException error = Should.Throw<DigitDataException>(() => PictureFolder.Load(folder.Path));

        error.File.ShouldEndWith(name);
        error.Expected.ShouldContain("a sub-folder named 0 to 9");
    }

    [Fact]
    public void Load_BlankPicture_SaysWhichOne()
    {
        WritePicture([], "4.png");

        Should.Throw<DigitDataException>(() => PictureFolder.Load(folder.Path)).Message.ShouldContain(
            "4.png: expected a picture of a digit, found no ink");
    }

    [Fact]
    public void Load_BadPicturesAmongGoodOnes_AreSkippedAndNamed()
    {
        WritePicture("3", "a.png");
        WritePicture([], "4.png");
        WritePicture("scan.png");
        File.WriteAllText(folder.At("1", "fake.heic"), "no picture");
        var skipped = new List<DigitDataException>();

        DigitDataset dataset = PictureFolder.Load(folder.Path, skipped);

        dataset.Labels.ToArray().ShouldBe([3]);
        skipped.Select(reason => Path.GetFileName(reason.File)).Order().ShouldBe(["4.png", "fake.heic", "scan.png"]);
    }

    [Fact]
    public void Load_NoPictures_SaysWhatToPutThere() =>
        Should.Throw<DigitDataException>(() => PictureFolder.Load(folder.Path)).Message.ShouldContain("sub-folders 0 to 9");

    [Fact]
    public void Load_MissingFolder_SaysSo() =>
        Should.Throw<DigitDataException>(() => PictureFolder.Load(folder.At("none"))).Message.ShouldContain("no such folder");

    [Fact]
    public void Load_NotAPicture_Throws()
    {
        File.WriteAllText(folder.At("1", "fake.png"), "no picture");

        Should.Throw<PictureFormatException>(() => PictureFolder.Load(folder.Path)).Message.ShouldContain("fake.png");
    }

    [Fact]
    public async Task Load_PicturesOfMnist_AreNearlyThoseDigits()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        DigitDataset test = (await Mnist.LoadAsync(new MnistOptions { Folder = RealData.Mnist, Offline = true })).Test;
        for (int i = 0; i < 10; i++)
        {
            WritePicture([.. test.Image(i).Pixels.ToArray().Select(ink => (byte)(255 - ink))], $"{test.Label(i)}", $"{i}.png");
        }

        DigitDataset loaded = PictureFolder.Load(folder.Path);

        loaded.Labels.ToArray().ShouldBe(test.Take(10).Labels.ToArray().Order());
        int[] order = [.. Enumerable.Range(0, 10).OrderBy(test.Label)];
        order.Select((from, to) => MeanDifference(test.Image(from), loaded.Image(to))).ShouldAllBe(difference => difference < 10);
    }

    private static double MeanDifference(DigitImage a, DigitImage b) =>
        a.Pixels.ToArray().Zip(b.Pixels.ToArray(), (x, y) => Math.Abs(x - y)).Average();

    // A thick upright bar, dark on light.
    private void WritePicture(params string[] path) =>
        WritePicture(
            [.. Enumerable.Range(0, 784).Select(i => (byte)(i % 28 is >= 12 and < 16 && i / 28 is >= 4 and < 24 ? 0 : 255))], path);

    private void WritePicture(byte[] pixels, params string[] path)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(28, 28, SKColorType.Gray8, SKAlphaType.Opaque));
        byte[] grey = pixels.Length > 0 ? pixels : [.. Enumerable.Repeat((byte)255, 784)];
        System.Runtime.InteropServices.Marshal.Copy(grey, 0, bitmap.GetPixels(), grey.Length);
        using FileStream file = File.Create(folder.At(path));
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100).ShouldBeTrue();
    }
}
