using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Data;

public sealed class DrawnDigitsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Parse_PastedText_MayLackLabels() =>
        DrawnDigits.Parse("""

            {"label":3,"strokes":[[[0,0],[1,1]]]}
            {"label":null,"strokes":[[[0,0]]]}
            {"strokes":[[[0,0]]]}
            """).Select(digit => digit.Label).ShouldBe([3, null, null]);

    [Fact]
    public void Parse_BadLine_NamesThePastedText() =>
        Should.Throw<StrokeFormatException>(() => DrawnDigits.Parse("scribble")).Message.ShouldStartWith("the pasted text, line 1: ");

    [Fact]
    public void Save_ThenLoad_GivesTheSameInTheFormatOfOneLineEach()
    {
        string path = folder.At("drawn", "mine.jsonl");

        DrawnDigits.Save(path, [Dot(4, "me"), Dot(null, null)]);

        File.ReadAllText(path).ShouldBe("{\"label\":4,\"writer\":\"me\",\"strokes\":[[[1,2.5]]]}\n{\"strokes\":[[[1,2.5]]]}\n");
        DrawnDigits.Load(path).Select(digit => (digit.Label, digit.Writer)).ShouldBe([(4, "me"), (null, null)]);
    }

    [Fact]
    public void ToDataset_SomeWithoutLabels_LeavesThoseOut()
    {
        DigitDataset dataset = DrawnDigits.ToDataset([Dot(4, "b"), Dot(null, null), Dot(7, "a")], "mine");

        dataset.Labels.ToArray().ShouldBe([4, 7]);
        dataset.Writers.ToArray().ShouldBe([1, 0]);
        dataset.Image(0).Pixels.ToArray().ShouldBe(StrokeRasterizer.Rasterize(Dot(4, "b").Drawing).Pixels.ToArray());
    }

    private static DrawnDigit Dot(int? label, string? writer) => new(new Drawing([new Stroke([new InkPoint(1, 2.5)])]), label, writer);
}
