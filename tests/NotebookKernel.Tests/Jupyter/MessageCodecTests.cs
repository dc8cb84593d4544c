using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using NotebookKernel.Jupyter.Messaging;

namespace NotebookKernel.Tests.Jupyter;

public sealed class MessageCodecTests
{
    private static readonly byte[] Key = "a secret"u8.ToArray();

    private readonly MessageCodec codec = new(Key, TimeProvider.System);

    [Fact]
    public void TryDecode_OfWhatEncodeWrote_GivesItBack() =>
        Gen.Select(Gen.String, Gen.Byte.Array.List[0, 3], Gen.Byte.Array.List[0, 3]).Sample((text, identities, buffers) =>
        {
            var sent = new OutgoingMessage("stream", null, new JsonObject { ["text"] = text })
            {
                Identities = [.. identities.Where(frame => !frame.AsSpan().SequenceEqual("<IDS|MSG>"u8))],
                Buffers = buffers,
                Metadata = new JsonObject { ["n"] = 1 },
            };

            codec.TryDecode(codec.Encode(sent), out IncomingMessage? received, out _).ShouldBeTrue();

            received!.Type.ShouldBe("stream");
            received.Id.ShouldBe(sent.Id);
            received.Content.GetProperty("text").GetString().ShouldBe(WithoutHalfPairs(text));
            received.Metadata.GetProperty("n").GetInt32().ShouldBe(1);
            received.Identities.ShouldBe(sent.Identities);
            received.Buffers.ShouldBe(buffers);
        });

    [Fact]
    public void Encode_OfAReply_CarriesTheRequestsHeaderVerbatim()
    {
        const string Header = """{"msg_id":"m1","msg_type":"execute_request","session":"s1","username":"u","version":"5.3","x":[1]}""";
        codec.TryDecode(Signed(Key, Header, "{}", "{}", "{}"), out IncomingMessage? request, out _).ShouldBeTrue();

        List<byte[]> reply = codec.Encode(new OutgoingMessage("execute_reply", request.Header, []));

        codec.TryDecode(reply, out IncomingMessage? received, out _).ShouldBeTrue();
        received.ParentHeader.GetRawText().ShouldBe(Header);
    }

    [Fact]
    public void TryDecode_AnyChangedByte_IsDropped() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, int.MaxValue], Gen.Int[1, 255]).Sample((frame, at, flip) =>
        {
            List<byte[]> frames = Signed(Key, """{"msg_id":"m1","msg_type":"execute_request"}""", "{}", "{}", """{"code":"1"}""");
            byte[] changed = frames[frame + 1];
            changed[at % changed.Length] ^= (byte)flip;

            codec.TryDecode(frames, out _, out string? rejection).ShouldBeFalse();

            rejection.ShouldContain("signature");
        });

    [Fact]
    public void TryDecode_AnotherKey_IsDroppedWithoutSayingMore()
    {
        List<byte[]> frames =
            Signed("guess"u8.ToArray(), """{"msg_id":"m1","msg_type":"execute_request"}""", "{}", "{}", """{"code":"1"}""");

        codec.TryDecode(frames, out _, out string? rejection).ShouldBeFalse();

        rejection.ShouldBe("the signature does not match");
    }

    [Fact]
    public void TryDecode_NoSignature_IsDropped()
    {
        List<byte[]> frames = Signed(Key, """{"msg_id":"m1","msg_type":"execute_request"}""", "{}", "{}", "{}");
        frames[1] = [];

        codec.TryDecode(frames, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void TryDecode_RandomFrames_NeverThrowsNorAccepts() =>
        Gen.Byte.Array.List[0, 12].Sample(frames => codec.TryDecode(frames, out _, out _).ShouldBeFalse());

    [Fact]
    public void TryDecode_RandomSignedFrames_NeverThrows()
    {
        var json = Gen.OneOf(
            "{}", "[]", "null", "{\"msg_id\":1}", "{\"a\":1,\"a\":2}", "{\"msg_id\":\"\\ud800\",\"msg_type\":\"x\"}", "\uFEFF{}", "");
        Gen.Select(Gen.OneOf(json, Gen.String), json, json, Gen.OneOf(json, Gen.String)).Sample((header, parent, metadata, content) =>
        {
            if (!codec.TryDecode(Signed(Key, header, parent, metadata, content), out _, out string? rejection))
            {
                rejection.ShouldNotBeEmpty();
            }
        });
    }

    [Theory]
    [InlineData("[]", "{}")]
    [InlineData("{\"msg_type\":\"x\"}", "{}")]
    [InlineData("{\"msg_id\":\"m\",\"msg_type\":7}", "{}")]
    [InlineData("{\"msg_id\":\"m\",\"msg_type\":\"x\"}", "[1]")]
    [InlineData("{\"msg_id\":\"m\",\"msg_type\":\"x\"}", "{\"code\":\"a\",\"code\":\"b\"}")]
    [InlineData("{\"msg_id\":\"m\",\"msg_type\":\"x\"}", "{\"code\":")]
    public void TryDecode_WrongForm_IsDropped(string header, string content) =>
        codec.TryDecode(Signed(Key, header, "{}", "{}", content), out _, out _).ShouldBeFalse();

    [Fact]
    public void TryDecode_NestedBeyondReason_IsDropped()
    {
        string deep = $"{{\"a\":{new string('[', 100_000)}{new string(']', 100_000)}}}";

        codec.TryDecode(Signed(Key, """{"msg_id":"m","msg_type":"x"}""", "{}", "{}", deep), out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void TryDecode_WithoutAKey_ChecksNothingAsTheSpecificationHasIt()
    {
        var open = new MessageCodec([], TimeProvider.System);
        List<byte[]> frames = Signed(Key, """{"msg_id":"m","msg_type":"x"}""", "{}", "{}", "{}");

        open.TryDecode(frames, out IncomingMessage? message, out _).ShouldBeTrue();

        message.Type.ShouldBe("x");
    }

    private static List<byte[]> Signed(byte[] key, params string[] json)
    {
        byte[][] frames = [.. json.Select(Encoding.UTF8.GetBytes)];
        byte[] signature = System.Security.Cryptography.HMACSHA256.HashData(key, frames.SelectMany(frame => frame).ToArray());
        return ["<IDS|MSG>"u8.ToArray(), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(signature)), .. frames];
    }

    private static string WithoutHalfPairs(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
