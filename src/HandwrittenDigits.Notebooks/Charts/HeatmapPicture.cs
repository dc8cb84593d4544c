using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>Draws a heat map: a cell for each value, its number in it, rows from the top down.</summary>
internal static class HeatmapPicture
{
    /// <summary>The picture's height.</summary>
    public const int Height = 560;

    /// <summary>The most cells that have a number; what has more is a picture.</summary>
    public const int MostNumberedCells = 400;

    private const double Left = 84;
    private const double Top = 44;
    private const double Side = 440;

    /// <summary>The colour of a share, 0xRRGGBB: light at 0, dark at 1.</summary>
    public static uint Shade(double share) => RasterImage.Blend(0xF2F6FC, 0x08306B, share);

    /// <summary>Draws <paramref name="map"/> under the picture's title.</summary>
    public static void Draw(Picture picture, ChartTrace map, string xTitle, string yTitle)
    {
        if (map.Z.Count * map.X.Count > MostNumberedCells)
        {
            DrawPicture(picture, map);
            return;
        }

        double width = Side * 1.3 / map.X.Count;
        double height = Side / map.Z.Count;
        double most = map.Z.SelectMany(row => row).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        for (int row = 0; row < map.Z.Count; row++)
        {
            double top = Top + (row * height);
            picture.Text(Left - 10, top + (height / 2) + 4, map.Y[row], align: TextAlign.Right);
            for (int column = 0; column < map.Z[row].Count; column++)
            {
                double value = map.Z[row][column];
                double share = Share(value, most);
                double left = Left + (column * width);
                picture.Rectangle(left, top, width, height, Colour.Of(Shade(share)), Colour.Paper);
                var ink = Colour.Of(share > 0.45 ? 0xFFFFFFu : 0x1F2328u);
                picture.Text(left + (width / 2), top + (height / 2) + 4, Label(value), ink, 12, TextAlign.Centre);
            }
        }

        for (int column = 0; column < map.X.Count; column++)
        {
            picture.Text(Left + ((column + 0.5) * width), Top + Side + 20, map.X[column], align: TextAlign.Centre);
        }

        picture.Text(Left + (Side * 0.65), Top + Side + 46, xTitle, align: TextAlign.Centre);
        picture.Text(24, Top + (Side / 2), yTitle, align: TextAlign.Centre, upright: true);
    }

    // From paper at the least value to ink at the most.
    private static void DrawPicture(Picture picture, ChartTrace map)
    {
        double[] values = [.. map.Z.SelectMany(row => row).Where(double.IsFinite)];
        (double least, double most) = (values.Min(), values.Max());
        var image = new RasterImage(map.X.Count, map.Z.Count);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                double share = most > least ? (map.Z[y][x] - least) / (most - least) : 0;
                image[x, y] = RasterImage.Blend(0xFFFFFF, 0x1F2328, double.IsFinite(share) ? share : 0);
            }
        }

        double scale = Math.Min(Side * 1.3 / image.Width, Side / image.Height);
        picture.Image(Left, Top, image.Width * scale, image.Height * scale, image);
    }

    // The square root lets the few mistakes of a good classifier be seen beside its hundreds of right answers.
    private static double Share(double value, double most) => most > 0 && value > 0 ? Math.Sqrt(value / most) : 0;

    private static string Label(double value) => value == Math.Floor(value) ? $"{value:0}" : $"{value:0.##}";
}
