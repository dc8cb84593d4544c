using CsCheck;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Tests.Imaging;

/// <summary>Random drawings for property tests.</summary>
internal static class InkGen
{
    private static readonly Gen<InkPoint> Point = Gen.Select(Gen.Double[0, 100], Gen.Double[0, 100], (x, y) => new InkPoint(x, y));

    /// <summary>One to four strokes of one to thirty points in [0, 100].</summary>
    public static readonly Gen<Drawing> Drawing =
        Point.Array[1, 30].Select(points => new Stroke(points)).Array[1, 4].Select(strokes => new Drawing(strokes));

    /// <summary>Applies <paramref name="map"/> to every point.</summary>
    public static Drawing Map(this Drawing drawing, Func<InkPoint, InkPoint> map) =>
        new([.. drawing.Strokes.Select(stroke => new Stroke(stroke.Points.Select(map)))]);

    /// <summary>A drawing of strokes given as x0, y0, x1, y1, ...</summary>
    public static Drawing Of(params double[][] strokes) =>
        new([.. strokes.Select(stroke => new Stroke(stroke.Chunk(2).Select(pair => new InkPoint(pair[0], pair[1]))))]);
}
