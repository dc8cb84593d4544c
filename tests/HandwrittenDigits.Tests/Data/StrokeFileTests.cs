using CsCheck;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Data;

public sealed class StrokeFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_Line_HasLabelWriterDeviceAndStrokes()
    {
        LabelledDrawing drawing =
            Read("""{"label":9,"writer":"w1","device":"pen","strokes":[[[0,561],[35,578.5]],[[1,2]]]}""").ShouldHaveSingleItem();

        (drawing.Label, drawing.Writer, drawing.Device).ShouldBe((9, "w1", "pen"));
        drawing.Drawing.Strokes.Count.ShouldBe(2);
        drawing.Drawing.Strokes[0].Points.ShouldBe([new InkPoint(0, 561), new InkPoint(35, 578.5)]);
    }

    [Fact]
    public void Read_WithoutWriterAndDevice_LeavesThemUnknown() =>
        Read("""{"label":1,"strokes":[[[0,0]]]}""")[0].Writer.ShouldBeNull();

    [Fact]
    public void Read_EmptyLinesIndentationAndByteOrderMark_AreNoMatter() =>
        Read("\uFEFF\r\n  {\"label\":1,\"strokes\":[[[0,0]]]}\r\n\n\t{\"label\":2,\"strokes\":[[[0,0]]]}")
            .Select(d => d.Label).ShouldBe([1, 2]);

    [Theory]
    [InlineData("no JSON", "no JSON at all", "a drawing as one JSON object")]
    [InlineData("cut short", """{"label":1,"strokes":[[[0,""", "a drawing as one JSON object")]
    [InlineData("null", "null", "at least one stroke")]
    [InlineData("array", "[1]", "a drawing as one JSON object")]
    [InlineData("no label", """{"strokes":[[[0,0]]]}""", "a label from 0 to 9, found none")]
    [InlineData("label null", """{"label":null,"strokes":[[[0,0]]]}""", "a label from 0 to 9, found none")]
    [InlineData("label 10", """{"label":10,"strokes":[[[0,0]]]}""", "found 10")]
    [InlineData("label -1", """{"label":-1,"strokes":[[[0,0]]]}""", "found -1")]
    [InlineData("label text", """{"label":"seven","strokes":[[[0,0]]]}""", "a drawing as one JSON object")]
    [InlineData("label twice", """{"label":1,"label":2,"strokes":[[[0,0]]]}""", "a drawing as one JSON object")]
    [InlineData("no strokes", """{"label":1}""", "at least one stroke")]
    [InlineData("empty strokes", """{"label":1,"strokes":[]}""", "at least one stroke")]
    [InlineData("empty stroke", """{"label":1,"strokes":[[[0,0]],[]]}""", "at least one point in stroke 2")]
    [InlineData("null stroke", """{"label":1,"strokes":[null]}""", "at least one point in stroke 1")]
    [InlineData("null point", """{"label":1,"strokes":[[null]]}""", "point 1 of stroke 1, found null")]
    [InlineData("one coordinate", """{"label":1,"strokes":[[[0,0],[1]]]}""", "point 2 of stroke 1, found [1]")]
    [InlineData("three coordinates", """{"label":1,"strokes":[[[0,0,0]]]}""", "found [0, 0, 0]")]
    [InlineData("infinite", """{"label":1,"strokes":[[[1e999,0]]]}""", "")]
    [InlineData("deep", """{"label":1,"strokes":[[[[[[[[[[0]]]]]]]]]]}""", "a drawing as one JSON object")]
    public void Read_BadLine_SaysFileAndLineAndFault(string fault, string line, string message)
    {
        StrokeFormatException error =
            Should.Throw<StrokeFormatException>(() => Read("""{"label":1,"strokes":[[[0,0]]]}""" + "\n\n" + line + "\n"), fault);

        error.Line.ShouldBe(3);
        error.Message.ShouldStartWith("drawings.jsonl, line 3: expected ");
        error.Message.ShouldContain(message);
    }

    [Fact]
    public void Read_EndlessLine_IsRefusedBeforeItIsRead() =>
        Should.Throw<StrokeFormatException>(() => StrokeFile.Read(new EndlessReader(), "endless").Count()).Message.ShouldContain(
            "at most 4,194,304 characters");

    [Fact]
    public void Read_AnyText_GivesDrawingsOrTheTypedException()
    {
        string[] tokens = ["{", "}", "[", "]", ",", ":", "\"label\"", "\"strokes\"", "1", "-0.5", "1e400", "null", "\"", "\n", "\0"];
        Gen<string> json = Gen.Int[0, tokens.Length - 1].Array[0, 30].Select(chosen => string.Concat(chosen.Select(i => tokens[i])));
        Gen.OneOf(json, Gen.String).Sample(text =>
        {
            try
            {
                return Read(text).All(drawing => drawing.Label is >= 0 and <= 9 && !drawing.Drawing.IsEmpty);
            }
            catch (StrokeFormatException)
            {
                return true;
            }
        });
    }

    [Fact]
    public void Write_AnyDrawings_AreReadBackAlike()
    {
        string path = folder.At("sub", "written.jsonl");
        string?[] writers = [null, "w1", "Ægir \"2\"\n", "手"];
        var coordinate = Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Int[-500, 500].Select(i => (double)i));
        Gen<Stroke> stroke =
            Gen.Select(coordinate, coordinate, (x, y) => new InkPoint(x, y)).Array[1, 8].Select(points => new Stroke(points));
        Gen<LabelledDrawing> drawing = Gen.Select(Gen.Int[0, 9], stroke.Array[1, 4], Gen.Int[0, 3])
            .Select((label, strokes, writer) => new LabelledDrawing(label, new Drawing(strokes), writers[writer], writers[3 - writer]));

        drawing.Array[0, 5].Sample(drawings =>
        {
            StrokeFile.Write(path, drawings);
            StrokeFile.Read(path).Select(Flat).ShouldBe(drawings.Select(Flat));
        }, iter: 50, threads: 1);

        static string Flat(LabelledDrawing d) =>
            $"{d.Label}|{d.Writer}|{d.Device}|{string.Join(";", d.Drawing.Strokes.Select(s => string.Join(" ", s.Points)))}";
    }

    [Fact]
    public void Write_Failing_LeavesTheOldFile()
    {
        string path = folder.At("drawings.jsonl");
        File.WriteAllText(path, "old");

        Should.Throw<InvalidOperationException>(() => StrokeFile.Write(path, Enumerable.Range(0, 3).Select<int, LabelledDrawing>(
            i => i < 2 ? new LabelledDrawing(i, new Drawing([new Stroke([new InkPoint(0, 0)])])) : throw new InvalidOperationException())));

        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFiles(folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void Read_MissingFile_SaysSo() =>
        Should.Throw<DigitDataException>(() => StrokeFile.Read(folder.At("none.jsonl")).ToList()).Message.ShouldContain("found none");

    [Fact]
    public void Load_RealStrokes_BecomeImagesWithTheirWriters()
    {
        Assert.SkipUnless(RealData.HasStrokes, RealData.NeedsStrokes);

        DigitDataset dataset = StrokeFile.Load(RealData.Strokes);

        dataset.Count.ShouldBe(10_767);
        dataset.Writers.ToArray().Distinct().Count().ShouldBe(105);
        dataset.Name.ShouldBe("unipen-1a-dev");
        dataset.IsSynthetic.ShouldBeFalse();
        Enumerable.Range(0, dataset.Count).ShouldAllBe(i => !dataset.Image(i).IsBlank);
    }

    private static IReadOnlyList<LabelledDrawing> Read(string text) => [.. StrokeFile.Read(new StringReader(text), "drawings.jsonl")];

    private sealed class EndlessReader : TextReader
    {
        public override int Read() => ' ';
    }
}
