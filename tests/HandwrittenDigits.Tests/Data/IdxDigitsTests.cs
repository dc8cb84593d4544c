using HandwrittenDigits.Data;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Data;

public sealed class IdxDigitsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LoadFolder_OnePairOfAnyName_IsLoaded()
    {
        Write(IdxBytes.Images(2, 9), IdxBytes.Gzip(IdxBytes.Labels(3, 4)));

        DigitDataset dataset = IdxDigits.LoadFolder(folder.Path);

        dataset.Labels.ToArray().ShouldBe([3, 4]);
        dataset.Image(1)[27, 27].ShouldBe((byte)9);
    }

    [Fact]
    public void LoadFolder_Mnist_IsTheTestSet()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);

        IdxDigits.LoadFolder(RealData.Mnist).Count.ShouldBe(10_000);
    }

    public static TheoryData<string, byte[], byte[], string> Misfits => new()
    {
        { "counts differ", IdxBytes.Images(2), IdxBytes.Labels(3), "the labels of 2 images, uint8 [2], found uint8 [1]" },
        { "other size", IdxBytes.Of(0x08, [1, 2, 2], [1, 2, 3, 4]), IdxBytes.Labels(3), "found uint8 [1, 2, 2]" },
        { "letters", IdxBytes.Images(2), IdxBytes.Labels(3, 26), "labels from 0 to 9, found 26 for image 1" },
        { "swapped", IdxBytes.Labels(3), IdxBytes.Images(1), "found uint8 [1]" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void LoadFolder_FilesThatDoNotFit_SaysHow(string fault, byte[] images, byte[] labels, string message)
    {
        Write(images, labels);

        Should.Throw<DigitDataException>(() => IdxDigits.LoadFolder(folder.Path), fault).Message.ShouldContain(message);
    }

    [Fact]
    public void LoadFolder_NoPair_SaysWhatItLooksFor() =>
        Should.Throw<DigitDataException>(() => IdxDigits.LoadFolder(folder.Path)).Message.ShouldContain("*images*idx3*");

    private void Write(byte[] images, byte[] labels)
    {
        File.WriteAllBytes(folder.At("own-images-idx3-ubyte"), images);
        File.WriteAllBytes(folder.At("own-labels-idx1-ubyte.gz"), labels);
    }
}
