using System.Buffers.Binary;
using System.Text;
using CsCheck;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Tests.Modeling;

public sealed class SafetensorsFileTests
{
    private static readonly SafetensorsFile Sample = new(
        new Dictionary<string, SafetensorsTensor>
        {
            ["b.weight"] = SafetensorsTensor.Of([1.5f, -2f, 3f, 4f, 5f, 6f], 2, 3),
            ["a.steps"] = SafetensorsTensor.Of([7L]),
            ["empty"] = SafetensorsTensor.Of(ReadOnlySpan<float>.Empty, 0, 5),
            ["c.bytes"] = new(SafetensorsDType.U8, [3], new byte[] { 1, 2, 3 }),
        },
        new Dictionary<string, string> { ["note"] = "a \"quoted\" word, ünïcode, {\"json\": 1}", ["author"] = "somebody" });

    [Fact]
    public void Parse_OfToBytes_GivesTheSameTensorsAndMetadata()
    {
        var read = SafetensorsFile.Parse(Sample.ToBytes());

        read.Metadata.ShouldBe(Sample.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal));
        read.Tensors.Keys.ShouldBe(["a.steps", "b.weight", "c.bytes", "empty"]);
        read.Tensors["b.weight"].Shape.ShouldBe([2, 3]);
        read.Tensors["b.weight"].ToSingles().ShouldBe([1.5f, -2f, 3f, 4f, 5f, 6f]);
        read.Tensors["a.steps"].Shape.ShouldBeEmpty();
        read.Tensors["a.steps"].ToInt64s().ShouldBe([7L]);
        read.Tensors["empty"].Count.ShouldBe(0);
        read.Tensors["c.bytes"].Data.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void ToBytes_OfAnyOrderOfTensors_IsTheSame()
    {
        var reversed = new SafetensorsFile(
            Sample.Tensors.Reverse().ToDictionary(), Sample.Metadata.Reverse().ToDictionary());

        reversed.ToBytes().ShouldBe(Sample.ToBytes());
    }

    [Fact]
    public void ToBytes_Header_IsPaddedWithSpacesToEightBytes()
    {
        byte[] bytes = Sample.ToBytes();
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        string header = Encoding.UTF8.GetString(bytes.AsSpan(8, length));

        (length % 8).ShouldBe(0);
        header.TrimEnd(' ').ShouldEndWith("}");
        header.ShouldStartWith("""{"__metadata__":{"author":"somebody",""");
        header.ShouldContain("""
            "b.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]}
            """.Trim());
    }

    [Fact]
    public void ToSingles_OfHalfAndBrainNumbers_WidensThemExactly()
    {
        byte[] half = new byte[2];
        BinaryPrimitives.WriteHalfLittleEndian(half, (Half)0.333f);

        new SafetensorsTensor(SafetensorsDType.F16, [1], half).ToSingles().ShouldBe([(float)(Half)0.333f]);
        new SafetensorsTensor(SafetensorsDType.BF16, [2], new byte[] { 0x80, 0x3F, 0x49, 0x40 }).ToSingles().ShouldBe([1f, 3.140625f]);
        Should.Throw<InvalidOperationException>(() => SafetensorsTensor.Of([1L]).ToSingles());
    }

    [Fact]
    public void Tensor_WhoseBytesDoNotFitItsShape_IsRefused() =>
        Should.Throw<ArgumentException>(() => SafetensorsTensor.Of([1f, 2f], 3)).Message.ShouldContain("[3]");

    [Fact]
    public void Constructor_WithATensorNamedAsTheMetadata_IsRefused() =>
        Should.Throw<ArgumentException>(
            () => new SafetensorsFile(new Dictionary<string, SafetensorsTensor> { ["__metadata__"] = SafetensorsTensor.Of([1f], 1) }));

    [Fact]
    public void Parse_OfAnyTensors_RoundTrips() =>
        Gen.Dictionary(Gen.String, Gen.Single.Array[0, 9])[0, 6]
            .Select(Gen.Dictionary(Gen.String, Gen.String)[0, 4])
            .Where((tensors, metadata) => !tensors.ContainsKey("__metadata__")
                && tensors.Keys.Concat(metadata.Keys).Concat(metadata.Values).All(IsUnicode))
            .Sample((tensors, metadata) =>
            {
                var file = new SafetensorsFile(
                    tensors.ToDictionary(entry => entry.Key, entry => SafetensorsTensor.Of(entry.Value, entry.Value.Length)), metadata);
                var read = SafetensorsFile.Parse(file.ToBytes());
                read.Metadata.OrderBy(entry => entry.Key).ShouldBe(metadata.OrderBy(entry => entry.Key));
                read.Tensors.Count.ShouldBe(tensors.Count);
                foreach ((string name, float[] values) in tensors)
                {
                    read.Tensors[name].Data.ToArray().ShouldBe(file.Tensors[name].Data.ToArray());
                    read.Tensors[name].Shape.ShouldBe([values.Length]);
                }
            });

    [Fact]
    public void Parse_OfDamagedBytes_ReadsOrSaysSoAndNothingElse() =>
        Gen.Select(Gen.Int[0, Sample.ToBytes().Length - 1], Gen.Byte, Gen.Int[0, Sample.ToBytes().Length])
            .Sample((position, value, length) =>
            {
                byte[] bytes = Sample.ToBytes();
                bytes[position] = value;
                try
                {
                    SafetensorsFile.Parse(bytes.AsMemory(0, length));
                }
                catch (ModelFormatException)
                {
                }
            });

    [Theory]
    [InlineData("", 0, "does not begin with '{'")]
    [InlineData("[]", 0, "does not begin with '{'")]
    [InlineData("""{"a":""", 0, "not the JSON")]
    [InlineData("""{} x""", 0, "not the JSON")]
    [InlineData("""{"a":1}""", 0, "tensor 'a' is Number")]
    [InlineData("""{"__metadata__":[]}""", 0, "__metadata__ is Array")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "__metadata__ 'k' is Number")]
    [InlineData("""{"__metadata__":{"k":"\ud800"}}""", 0, "not the JSON")]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, "not the JSON")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "no dtype")]
    [InlineData("""{"a":{"dtype":"F4","shape":[1],"data_offsets":[0,4]}}""", 4, "'F4'")]
    [InlineData("""{"a":{"dtype":"9","shape":[1],"data_offsets":[0,4]}}""", 4, "'9'")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "no list of shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "found 1.5")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "found -1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "does not fit its 4 bytes")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,0]}}""", 0, "does not fit its 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "bytes 4 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "at most 3")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "has 5 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "expected was one from 0")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "overlap")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "not the JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[[[[1]]]],"data_offsets":[0,1]}}""", 1, "not the JSON")]
    public void Parse_OfABrokenHeader_SaysWhatIsWrong(string header, int dataLength, string expected)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] bytes = new byte[8 + text.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)text.Length);
        text.CopyTo(bytes, 8);

        ModelFormatException error = Should.Throw<ModelFormatException>(() => SafetensorsFile.Parse(bytes, "digits.safetensors"));

        error.Message.ShouldStartWith("digits.safetensors: ");
        error.Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "there are 3 bytes")]
    [InlineData(new byte[] { 9, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' }, "cut short")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "over the format's limit")]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 0, 0, 0 }, "over the format's limit")]
    public void Parse_OfABrokenPrefix_SaysWhatIsWrong(byte[] bytes, string expected) =>
        Should.Throw<ModelFormatException>(() => SafetensorsFile.Parse(bytes)).Message.ShouldContain(expected);

    private static bool IsUnicode(string text)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
