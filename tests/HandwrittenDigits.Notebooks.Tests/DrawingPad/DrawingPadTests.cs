using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Modeling.Layers;
using Pad = HandwrittenDigits.Notebooks.DrawingPad;

namespace HandwrittenDigits.Notebooks.Tests.DrawingPad;

public sealed class DrawingPadTests
{
    private const int LargestPad = 1_500_000;
    private const int LargestWeights = 600_000;

    [Theory]
    [InlineData(61_000)]
    [InlineData(110_000)]
    [InlineData(250_000)]
    public void ToHtml_NetworkOfAnyAllowedSize_FitsItsBudget(int parameters)
    {
        FoldedNetwork network = NetworkOf(parameters);
        string html = new Pad(network).ToHtml();
        html.Length.ShouldBeLessThan(LargestPad);
        Convert.FromBase64String(PadNetwork.Of(network).Weights).Length.ShouldBeLessThanOrEqualTo(LargestWeights);
    }

    [Fact]
    public void ToHtml_Always_NamesNoAddressToFetch()
    {
        string html = new Pad(NetworkOf(1_000)).ToHtml();
        IDocument document = new HtmlParser().ParseDocument(html);
        document.QuerySelectorAll("[src], link, iframe, img").ShouldBeEmpty();
        html.ShouldNotContain("url(");
        html.ShouldNotContain("@import");
        html.ShouldNotContain("fetch(");
    }

    [Fact]
    public void ToHtml_TitleAndWriterWithMarkup_StayText()
    {
        const string Nasty = "</script><script>alert(1)</script><b>\"'&";
        string html = new Pad(NetworkOf(1_000), new DrawingPadOptions { Title = Nasty, Writer = Nasty, FileName = Nasty }).ToHtml();
        IDocument document = new HtmlParser().ParseDocument(html);
        document.QuerySelectorAll("script").Length.ShouldBe(1);
        document.QuerySelector(".digit-pad b")!.TextContent.ShouldBe(Nasty);
    }

    [Fact]
    public void ToHtml_PageWithoutScripts_SaysWhatIsMissing()
    {
        IDocument document = new HtmlParser().ParseDocument(new Pad(NetworkOf(1_000)).ToHtml());
        document.QuerySelector(".digit-pad")!.TextContent.ShouldContain("trust the notebook");
    }

    [Fact]
    public void Id_TwoPadsOfOneNetwork_Differ()
    {
        FoldedNetwork network = NetworkOf(1_000);
        new Pad(network).Id.ShouldNotBe(new Pad(network).Id);
        new Pad(network, new DrawingPadOptions { Id = "mine" }).Id.ShouldBe("mine");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("x\"onclick=")]
    [InlineData("a\n")]
    public void Constructor_IdThatIsNoName_Throws(string id)
    {
        FoldedNetwork network = NetworkOf(1_000);
        Should.Throw<ArgumentException>(() => new Pad(network, new DrawingPadOptions { Id = id })).Message.ShouldContain("letters, digits");
    }

    [Fact]
    public void Constructor_WidthOutOfRange_Throws()
    {
        FoldedNetwork network = NetworkOf(1_000);
        Should.Throw<ArgumentOutOfRangeException>(() => new Pad(network, new DrawingPadOptions { MaxWidth = 100 }));
    }

    [Fact]
    public void ToPng_Always_IsASmallPicture()
    {
        byte[] png = new Pad(NetworkOf(1_000)).ToPng();
        png.AsSpan(1, 3).ToArray().ShouldBe("PNG"u8.ToArray());
        png.Length.ShouldBeLessThan(200_000);
    }

    // One convolution to 4x4 pixels of as many channels as it takes, and the linear layer.
    private static FoldedNetwork NetworkOf(int parameters)
    {
        const int Kernel = 7;
        const int Features = 4 * 4;
        int channels = (parameters - 10) / ((Kernel * Kernel) + 1 + (Features * 10));
        var random = new Random(1);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        return new FoldedNetwork(1, 0,
        [
            new FoldedLayer(
                new ConvolutionLayer(1, channels, Kernel) { Stride = 7 }, Numbers(channels * Kernel * Kernel), Numbers(channels)),
            new FoldedLayer(new FlattenLayer()),
            new FoldedLayer(new LinearLayer(channels * Features, 10), Numbers(channels * Features * 10), Numbers(10)),
        ]);
    }
}
