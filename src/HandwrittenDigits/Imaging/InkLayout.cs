namespace HandwrittenDigits.Imaging;

/// <summary>
/// How the pieces of ink of a picture lie: in rows, and in each row as digits, each of one or more pieces; and marks that belong to none.
/// </summary>
internal sealed class InkLayout
{
    private const byte Half = 128;

    // Fainter ink ties nothing together; it is the edge of what is within so many pixels.
    private const byte Connected = 64;
    private const int EdgeWidth = 2;

    // A piece at least this high, beside the highest, is a digit or a large part of one.
    private const double Tall = 0.5;

    // Two digits of a row share this much of the lower one's height.
    private const double SharedHeight = 0.4;

    // One that is under none of the row's, but beyond them all, may lie lower: the row runs downhill.
    private const double SharedBeyond = 0.2;

    // A small piece farther from every tall one, in the highest's height, is no part of it.
    private const double FarAway = 0.3;

    // A point or comma is at most this high and wide, and begins under this share of its row's height.
    private const double PointSize = 0.42;
    private const double PointWidth = 0.3;
    private const double PointTop = 0.55;

    private readonly GrayImage ink;
    private readonly ConnectedComponents pieces;

    private InkLayout(GrayImage ink, ConnectedComponents pieces, IReadOnlyList<Row> rows, IReadOnlyList<PixelBox> marks)
    {
        this.ink = ink;
        this.pieces = pieces;
        Rows = rows;
        Marks = marks;
    }

    /// <summary>The rows, from the top; in each the digits from left to right, as indices of their pieces.</summary>
    public IReadOnlyList<Row> Rows { get; }

    /// <summary>What belongs to no digit.</summary>
    public IReadOnlyList<PixelBox> Marks { get; }

    /// <summary>A row of digits.</summary>
    /// <param name="Digits">Of each digit the indices of its pieces.</param>
    /// <param name="Height">That of its highest piece.</param>
    public sealed record Row(IReadOnlyList<IReadOnlyList<int>> Digits, int Height);

    /// <summary>Finds rows and digits.</summary>
    /// <param name="ink">Paper = 0, ink up to 255.</param>
    public static InkLayout Of(GrayImage ink)
    {
        var pieces = ConnectedComponents.WithFaintEdges(ink, Connected, EdgeWidth);
        int[] solid = Solid(ink, pieces);
        if (solid.Length == 0)
        {
            return new InkLayout(ink, pieces, [], []);
        }

        PixelBox Box(int piece) => pieces.Components[piece].Box;
        int highest = solid.Max(piece => Box(piece).Height);
        List<List<int>> rows = [];
        foreach (int piece in solid.Where(piece => Box(piece).Height >= Tall * highest).OrderBy(piece => Box(piece).Left))
        {
            double SharedWith(List<int> row) => Shared(Box(row[^1]), Box(piece));
            bool IsBeyond(List<int> row) => row.Max(other => Box(other).Right) <= Box(piece).Left;
            List<int>? row = rows.Where(row => SharedWith(row) >= (IsBeyond(row) ? SharedBeyond : SharedHeight)).MaxBy(SharedWith);
            if (row is null)
            {
                rows.Add([piece]);
            }
            else
            {
                row.Add(piece);
            }
        }

        int[][] tall = [.. rows.Select(row => row.ToArray())];
        List<PixelBox> marks = [];
        foreach (int piece in solid.Where(piece => Box(piece).Height < Tall * highest))
        {
            int nearest = Enumerable.Range(0, rows.Count).MinBy(row => tall[row].Min(other => Distance(Box(other), Box(piece))));
            double away = tall[nearest].Min(other => Distance(Box(other), Box(piece)));
            if (away > FarAway * highest || IsPoint(Box(piece), [.. tall[nearest].Select(Box)]))
            {
                marks.Add(Box(piece));
            }
            else
            {
                rows[nearest].Add(piece);
            }
        }

        return new InkLayout(
            ink,
            pieces,
            [
                .. rows.OrderBy(row => row.Average(piece => Box(piece).Top + Box(piece).Bottom))
                    .Select(row => new Row(
                        [.. DigitSegmenter.Group([.. row.Select(Box)]).Select(digit => (IReadOnlyList<int>)[.. digit.Select(i => row[i])])],
                        row.Max(piece => Box(piece).Height))),
            ],
            marks);
    }

    /// <summary>The box around pieces.</summary>
    public PixelBox BoxOf(IReadOnlyList<int> members) => PixelBox.Around([.. members.Select(piece => pieces.Components[piece].Box)]);

    /// <summary>The picture of pieces, cut to their box and without the others' ink.</summary>
    public GrayImage Cut(IReadOnlyList<int> members)
    {
        PixelBox box = BoxOf(members);
        byte[] pixels = new byte[box.Width * box.Height];
        for (int y = 0; y < box.Height; y++)
        {
            for (int x = 0; x < box.Width; x++)
            {
                int source = ((box.Top + y) * ink.Width) + box.Left + x;
                pixels[(y * box.Width) + x] = members.Contains(pieces[source]) ? ink.Pixels[source] : (byte)0;
            }
        }

        return new GrayImage(box.Width, box.Height, pixels);
    }

    // A haze that nowhere is half black is no digit.
    private static int[] Solid(GrayImage ink, ConnectedComponents pieces)
    {
        bool[] isSolid = new bool[pieces.Components.Count];
        for (int i = 0; i < ink.Pixels.Length; i++)
        {
            if (pieces[i] >= 0 && ink.Pixels[i] >= Half)
            {
                isSolid[pieces[i]] = true;
            }
        }

        return [.. Enumerable.Range(0, isSolid.Length).Where(piece => isSolid[piece])];
    }

    // The share of the lower one's height that both have in common.
    private static double Shared(PixelBox one, PixelBox other) =>
        (double)(Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Top, other.Top)) / Math.Min(one.Height, other.Height);

    private static double Distance(PixelBox one, PixelBox other)
    {
        int dx = Math.Max(0, Math.Max(one.Left, other.Left) - Math.Min(one.Right, other.Right));
        int dy = Math.Max(0, Math.Max(one.Top, other.Top) - Math.Min(one.Bottom, other.Bottom));
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    // Small, low, and between two digits of its row without lying under one.
    private static bool IsPoint(PixelBox piece, PixelBox[] row)
    {
        double middle = piece.Left + (piece.Width / 2.0);
        PixelBox[] before = [.. row.Where(box => box.Left + (box.Width / 2.0) < middle)];
        PixelBox[] after = [.. row.Where(box => box.Left + (box.Width / 2.0) >= middle)];
        if (before.Length == 0 || after.Length == 0)
        {
            return false;
        }

        PixelBox left = before.MaxBy(box => box.Right);
        PixelBox right = after.MinBy(box => box.Left);
        int height = Math.Max(left.Height, right.Height);
        int top = Math.Min(left.Top, right.Top);
        bool isBetween = piece.Left > left.Right - (0.5 * piece.Width) && piece.Right < right.Left + (0.5 * piece.Width);
        bool isSmall = piece.Height <= PointSize * height && piece.Width <= PointWidth * height;
        return isBetween && isSmall && piece.Top >= top + (PointTop * height);
    }
}
