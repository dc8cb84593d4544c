using CsCheck;
using HandwrittenDigits.Data;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Data;

public sealed class IdxFileTests
{
    [Fact]
    public void Parse_RawBytes_HasTypeDimensionsAndElements()
    {
        var idx = IdxFile.Parse(IdxBytes.Of(0x08, [2, 3], [1, 2, 3, 4, 5, 6]), "file");

        idx.ElementType.ShouldBe(IdxElementType.UnsignedByte);
        idx.Dimensions.ShouldBe([2, 3]);
        idx.Data.ToArray().ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void Parse_GzipBytes_HasTheSameElements()
    {
        byte[] raw = IdxBytes.Of(0x08, [2, 3], [1, 2, 3, 4, 5, 6]);

        IdxFile.Parse(IdxBytes.Gzip(raw), "file").Content.ToArray().ShouldBe(raw);
    }

    [Fact]
    public void IntegerAt_BigEndian_IsInTheMachinesOrder()
    {
        var idx = IdxFile.Parse(IdxBytes.Integers([2, 2], 1, -2, int.MaxValue, 256), "file");

        Enumerable.Range(0, 4).Select(idx.IntegerAt).ShouldBe([1, -2, int.MaxValue, 256]);
    }

    [Fact]
    public void IntegerAt_Bytes_Throws() =>
        Should.Throw<InvalidOperationException>(() => IdxFile.Parse(IdxBytes.Labels(1, 2), "file").IntegerAt(0));

    [Fact]
    public void Parse_EmptyDimension_HasNoElements() =>
        IdxFile.Parse(IdxBytes.Of(0x08, [0, 28, 28], []), "file").Data.Length.ShouldBe(0);

    public static TheoryData<string, byte[], string> Malformed => new()
    {
        { "empty", [], "a file of 0 bytes" },
        { "three bytes", [0, 0, 8], "a file of 3 bytes" },
        { "not IDX", "PK\u0003\u0004 and more"u8.ToArray(), "0x504B0304" },
        { "unknown type", IdxBytes.Of(0x07, [1], [0]), "0x07" },
        { "floats", IdxBytes.Of(0x0D, [1], [0, 0, 0, 0]), "0x0D" },
        { "no dimensions", IdxBytes.Of(0x08, [], [0]), "dimensions, found 0" },
        { "too many dimensions", IdxBytes.Of(0x08, [.. Enumerable.Repeat(1, 9)], [0]), "dimensions, found 9" },
        { "dimensions cut short", IdxBytes.Of(0x08, [1, 1], [])[..10], "only 6 bytes" },
        { "elements cut short", IdxBytes.Of(0x08, [4], [1, 2, 3]), "only 3" },
        { "trailing byte", IdxBytes.Of(0x08, [2], [1, 2, 3]), "found 3" },
        { "integers cut short", IdxBytes.Integers([2], 1)[..], "only 4" },
        { "negative dimension", IdxBytes.Of(0x08, [-1], []), "4,294,967,295" },
        { "product overflows", IdxBytes.Of(0x08, [1 << 16, 1 << 16, 1 << 16, 1 << 16], []), "announces more" },
        { "gzip cut short", IdxBytes.Gzip(IdxBytes.Images(20, 7))[..60], "" },
        { "gzip of a trailing byte", IdxBytes.Gzip(IdxBytes.Of(0x08, [2], [1, 2, 3])), "found more" },
        { "gzip of elements cut short", IdxBytes.Gzip(IdxBytes.Of(0x08, [4], [1, 2, 3])), "only 3" },
        { "bytes after gzip", [.. IdxBytes.Gzip(IdxBytes.Labels(1, 2)), 9, 9, 9], "more bytes" },
        { "gzip of something else", IdxBytes.Gzip("<html></html>"u8.ToArray()), "0x3C68746D" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Parse_Malformed_SaysFileExpectedAndFound(string fault, byte[] bytes, string found)
    {
        IdxFormatException error = Should.Throw<IdxFormatException>(() => IdxFile.Parse(bytes, "digits.idx"), fault);

        error.Message.ShouldStartWith("digits.idx: expected ");
        error.Message.ShouldContain(found);
        error.Mend.ShouldNotBeEmpty();
    }

    [Fact]
    public void Parse_GzipChecksumWrong_Throws()
    {
        byte[] gzip = IdxBytes.Gzip(IdxBytes.Labels(1, 2, 3));
        gzip[^6] ^= 0xFF;

        Should.Throw<IdxFormatException>(() => IdxFile.Parse(gzip, "file"));
    }

    [Fact]
    public void Parse_SmallGzipThatAnnouncesAGigabyte_AllocatesNothingLikeIt()
    {
        byte[] bomb = IdxBytes.Gzip(IdxBytes.Of(0x08, [1 << 30], [1, 2, 3]));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<IdxFormatException>(() => IdxFile.Parse(bomb, "bomb"));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void Parse_GzipOfFarMoreThanAnnounced_AllocatesOnlyWhatWasAnnounced()
    {
        byte[] bomb = IdxBytes.Gzip(IdxBytes.Of(0x08, [3], new byte[64 << 20]));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<IdxFormatException>(() => IdxFile.Parse(bomb, "bomb"));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void Parse_AnyBytes_GivesAFileOrTheTypedException() =>
        Gen.Byte.Array[0, 64].Sample(
            bytes => IsReadOrRefused(bytes) && IsReadOrRefused([0, 0, 8, 1, .. bytes]) && IsReadOrRefused([0x1F, 0x8B, 8, .. bytes]));

    [Fact]
    public void Parse_OneByteChanged_GivesAFileOrTheTypedException()
    {
        byte[] gzip = IdxBytes.Gzip(IdxBytes.Images(2, 100));
        Gen.Select(Gen.Int[0, gzip.Length - 1], Gen.Byte).Sample((index, value) =>
        {
            byte[] changed = [.. gzip];
            changed[index] = value;
            return IsReadOrRefused(changed);
        });
    }

    [Fact]
    public void Parse_WhatWasWritten_IsReadBack() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Bool).SelectMany((rows, columns, gzip) =>
            Gen.Byte.Array[rows * columns].Select(data => (rows, columns, gzip, data))).Sample(sample =>
        {
            byte[] bytes = IdxBytes.Of(0x08, [sample.rows, sample.columns], sample.data);
            var idx = IdxFile.Parse(sample.gzip ? IdxBytes.Gzip(bytes) : bytes, "file");
            return idx.Dimensions.SequenceEqual([sample.rows, sample.columns]) && idx.Data.Span.SequenceEqual(sample.data);
        });

    [Fact]
    public void Read_MissingFile_SaysSo() =>
        Should.Throw<DigitDataException>(() => IdxFile.Read(Path.Combine(Path.GetTempPath(), "no-such-file.idx"))).Message.ShouldContain(
            "expected a file, found none");

    [Fact]
    public void Read_TrainingImages_HaveTheirPublishedShape()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);

        var idx = IdxFile.Read(Path.Combine(RealData.Mnist, MnistFile.TrainImages.GzipName));

        idx.Dimensions.ShouldBe(MnistFile.TrainImages.Dimensions);
    }

    private static bool IsReadOrRefused(byte[] bytes)
    {
        try
        {
            return IdxFile.Parse(bytes, "file").Dimensions.Count > 0;
        }
        catch (IdxFormatException)
        {
            return true;
        }
    }
}
