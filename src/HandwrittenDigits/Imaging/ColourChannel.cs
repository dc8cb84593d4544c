using System.Runtime.InteropServices;

namespace HandwrittenDigits.Imaging;

/// <summary>
/// Makes grey levels of colours: luma, unless nearly all that stands out from its surroundings does so in another mixture of red, green and
/// blue, for example red ink on green paper of the same brightness.
/// </summary>
internal static class ColourChannel
{
    private const double LumaRed = 0.299;
    private const double LumaGreen = 0.587;
    private const double LumaBlue = 0.114;

    // Colours are compared on a picture of about this many pixels a side.
    private const int Side = 96;

    // Another mixture is taken where luma stands out by less than this share of what it does, and it by so many levels.
    private const double LeastShare = 0.3;
    private const double LeastLevels = 20;

    // What stands out is the top hundredth: ink is rare.
    private const double Rare = 0.99;

    /// <summary>Grey levels of a picture.</summary>
    /// <param name="rgba">
    /// Four bytes a pixel, not premultiplied; what is transparent shows white paper, or black paper where most of the picture is
    /// transparent and what is not is light.
    /// </param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    public static GrayImage ToGray(byte[] rgba, int width, int height)
    {
        ReadOnlySpan<Pixel> pixels = MemoryMarshal.Cast<byte, Pixel>(rgba);
        int paper = PaperUnder(pixels);
        byte[] gray = new byte[pixels.Length];
        (double Red, double Green, double Blue)? mixture = Mixture(rgba, width, height, paper);
        for (int i = 0; i < gray.Length; i++)
        {
            Pixel pixel = pixels[i];
            int level = mixture is var (red, green, blue)
                ? AreaResampling.ToByte(128 + (red * (pixel.Red - 128)) + (green * (pixel.Green - 128)) + (blue * (pixel.Blue - 128)))
                : pixel.Luma;
            gray[i] = (byte)(pixel.Alpha == 255 ? level : ((level * pixel.Alpha) + (paper * (255 - pixel.Alpha)) + 127) / 255);
        }

        return new GrayImage(width, height, gray);
    }

    // Light ink on a transparent ground would vanish on white paper.
    private static int PaperUnder(ReadOnlySpan<Pixel> pixels)
    {
        long opacity = 0;
        foreach (Pixel pixel in pixels)
        {
            opacity += pixel.Alpha;
        }

        if (opacity * 2 >= 255L * pixels.Length)
        {
            return 255;
        }

        long light = 0;
        foreach (Pixel pixel in pixels)
        {
            light += pixel.Luma * pixel.Alpha;
        }

        return light > 128 * opacity ? 0 : 255;
    }

    private static (double Red, double Green, double Blue)? Mixture(byte[] rgba, int width, int height, int paper)
    {
        int step = Math.Max(1, Math.Max(width, height) / Side);
        (double R, double G, double B)[] deviations = Deviations(rgba, width, height, step, paper);
        (double R, double G, double B) axis = PrincipalAxis(deviations);
        double luma = StandingOut(deviations, (LumaRed, LumaGreen, LumaBlue));
        double along = StandingOut(deviations, axis);
        if (along < LeastLevels || luma > LeastShare * along)
        {
            return null;
        }

        // Light paper: what is lighter in luma stays lighter. Scaled, so that no mixture leaves 0 to 255.
        double sum = Math.Abs(axis.R) + Math.Abs(axis.G) + Math.Abs(axis.B);
        double sign = (axis.R * LumaRed) + (axis.G * LumaGreen) + (axis.B * LumaBlue) < 0 ? -1 : 1;
        return (sign * axis.R / sum, sign * axis.G / sum, sign * axis.B / sum);
    }

    // Of coarse pixels, each the mean of a block, how far they are from the mean of their surroundings.
    private static (double R, double G, double B)[] Deviations(byte[] rgba, int width, int height, int step, int paper)
    {
        int columns = Math.Max(1, width / step);
        int rows = Math.Max(1, height / step);
        double[][] channels = [new double[columns * rows], new double[columns * rows], new double[columns * rows]];
        int sampled = Math.Max(1, step / 4);
        for (int i = 0; i < columns * rows; i++)
        {
            (int row, int column) = Math.DivRem(i, columns);
            int count = 0;
            for (int y = row * step; y < (row + 1) * step && y < height; y += sampled)
            {
                for (int x = column * step; x < (column + 1) * step && x < width; x += sampled)
                {
                    int at = ((y * width) + x) * 4;
                    count++;
                    for (int channel = 0; channel < 3; channel++)
                    {
                        channels[channel][i] += paper + ((rgba[at + channel] - (double)paper) * rgba[at + 3] / 255);
                    }
                }
            }

            foreach (double[] channel in channels)
            {
                channel[i] /= count;
            }
        }

        double[][] around = [.. channels.Select(channel => PaperLight.Around(channel, columns, rows))];
        return [.. Enumerable.Range(0, columns * rows)
            .Select(i => (channels[0][i] - around[0][i], channels[1][i] - around[1][i], channels[2][i] - around[2][i]))];
    }

    // Of the covariance about zero, by power iteration.
    private static (double R, double G, double B) PrincipalAxis((double R, double G, double B)[] deviations)
    {
        (double R, double G, double B) axis = (0.6, -0.6, 0.53);
        for (int round = 0; round < 30; round++)
        {
            (double R, double G, double B) next = default;
            foreach ((double r, double g, double b) in deviations)
            {
                double along = (r * axis.R) + (g * axis.G) + (b * axis.B);
                next = (next.R + (along * r), next.G + (along * g), next.B + (along * b));
            }

            double length = Math.Sqrt((next.R * next.R) + (next.G * next.G) + (next.B * next.B));
            if (length == 0)
            {
                return (LumaRed, LumaGreen, LumaBlue);
            }

            axis = (next.R / length, next.G / length, next.B / length);
        }

        return axis;
    }

    // How far the rare colours are from their surroundings, along an axis of any length.
    private static double StandingOut((double R, double G, double B)[] deviations, (double R, double G, double B) axis)
    {
        double length = Math.Sqrt((axis.R * axis.R) + (axis.G * axis.G) + (axis.B * axis.B));
        double[] sorted = [.. deviations.Select(d => Math.Abs((d.R * axis.R) + (d.G * axis.G) + (d.B * axis.B)) / length).Order()];
        return sorted[(int)(Rare * (sorted.Length - 1))];
    }

    private readonly record struct Pixel(byte Red, byte Green, byte Blue, byte Alpha)
    {
        public int Luma => ((299 * Red) + (587 * Green) + (114 * Blue) + 500) / 1000;
    }
}
