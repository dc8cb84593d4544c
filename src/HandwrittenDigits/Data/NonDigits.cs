using HandwrittenDigits.Data.Synthetic;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>
/// Drawings that are no digit, made by rule like <see cref="SyntheticDigits"/>: what a classifier should be unsure about.
/// Deterministic by seed, on every machine.
/// </summary>
public static class NonDigits
{
    // Digits under the same seed draw from another stream.
    private const int Stream = 0x5EED0DD;

    private static readonly int[] AllButOne = [0, 2, 3, 4, 5, 6, 7, 8, 9];

    /// <summary>
    /// The kinds that are plainly no digit, which a network can learn to be unsure of. With the others among them it becomes unsure of
    /// digits that are crossed, thickened or half hidden.
    /// </summary>
    public static IReadOnlyList<NonDigitKind> PlainKinds { get; } =
        [NonDigitKind.Letter, NonDigitKind.Sign, NonDigitKind.Scribble, NonDigitKind.OverlappingDigits, NonDigitKind.Blank];

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<NonDigitKind> AllKinds { get; } = Enum.GetValues<NonDigitKind>();

    /// <summary>Draws <paramref name="count"/> of them.</summary>
    /// <param name="count">How many; of each kind the same number, give or take one, in turn.</param>
    /// <param name="seed">Which ones.</param>
    /// <param name="kinds">Of which kinds; by default <see cref="PlainKinds"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public static IReadOnlyList<NonDigit> Drawings(int count, int seed, IReadOnlyList<NonDigitKind>? kinds = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        kinds ??= PlainKinds;
        var drawings = new NonDigit[count];
        Parallel.For(0, count, index =>
        {
            NonDigitKind kind = kinds[index % kinds.Count];
            drawings[index] = new NonDigit(kind, Draw(kind, new SeededRandom(seed ^ Stream, index)));
        });
        return drawings;
    }

    /// <summary>
    /// Draws <paramref name="count"/> of them and prepares them as MNIST does its digits, by pens as <see cref="SyntheticDigits"/> has.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which ones: image i shows drawing i of <see cref="Drawings"/>.</param>
    /// <param name="kinds">Of which kinds; by default <see cref="PlainKinds"/>.</param>
    /// <returns><paramref name="count"/> times 784 bytes, image after image, row-major, ink = 255.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public static byte[] Images(int count, int seed, IReadOnlyList<NonDigitKind>? kinds = null)
    {
        IReadOnlyList<NonDigit> drawings = Drawings(count, seed, kinds);
        byte[] pixels = new byte[count * DigitImage.PixelCount];
        Parallel.For(0, count, index => StrokeRasterizer.Rasterize(drawings[index].Drawing, SyntheticDigits.ChoosePen(index, seed ^ Stream))
            .Pixels.Span.CopyTo(pixels.AsSpan(index * DigitImage.PixelCount)));
        return pixels;
    }

    private static Drawing Draw(NonDigitKind kind, SeededRandom random) => kind switch
    {
        NonDigitKind.Letter => Write(random, Letters.All),
        NonDigitKind.Sign => Write(random, Signs.All),
        NonDigitKind.Scribble => Write(random, Scribbles.All),
        NonDigitKind.OverlappingDigits => TwoDigits(random),
        NonDigitKind.NearLetter => Write(random, NearLetters.All),
        NonDigitKind.Symbol => Write(random, Symbols.All),
        NonDigitKind.Filled => Write(random, FilledShapes.All),
        NonDigitKind.Sketch => Write(random, Sketches.All),
        NonDigitKind.Row => Row(random),
        _ => Dots(random),
    };

    private static Drawing Write(SeededRandom random, IReadOnlyList<Action<Pen>> shapes)
    {
        var pen = new Pen(random, random.Between(0.01, 0.03));
        shapes[random.Below(shapes.Count)](pen);
        return new Hand(random, variation: 1).Write(pen, freedom: 0.7);
    }

    private static Drawing TwoDigits(SeededRandom random)
    {
        // No one among them: over a ring it is a slash, on another digit's stem it is nothing.
        int first = AllButOne[random.Below(AllButOne.Length)];
        int second = AllButOne[(Array.IndexOf(AllButOne, first) + 1 + random.Below(AllButOne.Length - 1)) % AllButOne.Length];

        // Sideways rather than upwards, by about half a digit.
        (double cos, double sin) = Pen.OnCircle(random.Between(-0.1, 0.1));
        double shift = random.Between(0.35, 0.55);
        var pen = new Pen(random, random.Between(0.01, 0.03));
        Allographs.Choose(first, random).Draw(pen);
        var other = new Pen(random, random.Between(0.01, 0.03));
        Allographs.Choose(second, random).Draw(other);
        foreach (List<InkPoint> stroke in other.Strokes)
        {
            pen.Add(stroke.ConvertAll(point => new InkPoint(point.X + (shift * cos), point.Y - (shift * sin))));
        }

        return new Hand(random, variation: 1).Write(pen, freedom: 0.7);
    }

    private static Drawing Row(SeededRandom random)
    {
        int count = random.Chance(0.5) ? 2 : 3 + random.Below(3);
        bool areLetters = random.Chance(0.25);
        var pen = new Pen(random, random.Between(0.01, 0.03));
        double right = 0;
        for (int i = 0; i < count; i++)
        {
            var one = new Pen(random, random.Between(0.01, 0.03));
            if (areLetters)
            {
                Letters.All[random.Below(Letters.All.Count)](one);
            }
            else
            {
                Allographs.Choose(random.Below(DigitDataset.ClassCount), random).Draw(one);
            }

            // Apart or just touching, more or less on a line.
            double left = one.Strokes.Min(stroke => stroke.Min(point => point.X));
            double shift = right - left + (i == 0 ? 0 : random.Between(0, 0.35));
            double drop = random.Bell() * 0.05;
            foreach (List<InkPoint> stroke in one.Strokes)
            {
                pen.Add(stroke.ConvertAll(point => new InkPoint(point.X + shift, point.Y + drop)));
            }

            right = pen.Strokes.Max(stroke => stroke.Max(point => point.X));
        }

        return new Hand(random, variation: 0.5).Write(pen, freedom: 0.3);
    }

    private static Drawing Dots(SeededRandom random) => new([.. Enumerable.Range(0, random.Below(5))
        .Select(_ => new Stroke([new InkPoint(random.Between(0, 200), random.Between(0, 200))]))]);
}

/// <summary>A drawing that is no digit.</summary>
/// <param name="Kind">What it is instead.</param>
/// <param name="Drawing">The strokes; none is a blank sheet.</param>
public sealed record NonDigit(NonDigitKind Kind, Drawing Drawing);

/// <summary>What a drawing is that is no digit.</summary>
public enum NonDigitKind
{
    /// <summary>A letter that is not written like a digit (no O, l, Z, S, b, g, q, ...).</summary>
    Letter,

    /// <summary>A sign: plus, equals, hash, star, arrow, tick, question mark, wave.</summary>
    Sign,

    /// <summary>A curve, zigzag or tangle of no shape.</summary>
    Scribble,

    /// <summary>Two different digits drawn half over each other.</summary>
    OverlappingDigits,

    /// <summary>Nothing at all, or a few dots.</summary>
    Blank,

    /// <summary>A letter that differs from a digit by a corner, a gap or a bar: C, D, L, T, U, d, Greek ones.</summary>
    NearLetter,

    /// <summary>Punctuation, a sign of arithmetic, an arrow, a bracket, an outline.</summary>
    Symbol,

    /// <summary>An area full of ink: disc, polygon, blot, texture.</summary>
    Filled,

    /// <summary>A thing as people sketch it: face, tree, pencil, key.</summary>
    Sketch,

    /// <summary>Two to five digits or letters side by side.</summary>
    Row,
}
