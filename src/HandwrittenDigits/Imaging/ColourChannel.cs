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
    /// <param name="pixels">
    /// Its pixels; what is transparent shows white paper, or black paper where most of the picture is transparent and what is not is light.
    /// </param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    public static GrayImage ToGray(ColourPixels pixels, int width, int height)
    {
        int paper = PaperUnder(pixels);
        byte[] gray = new byte[pixels.Count];
        (double Red, double Green, double Blue)? mixture = Mixture(pixels, width, height, paper);
        for (int i = 0; i < gray.Length; i++)
        {
            PixelColour pixel = pixels[i];
            int level = mixture is var (red, green, blue)
                ? AreaResampling.ToByte(128 + (red * (pixel.Red - 128)) + (green * (pixel.Green - 128)) + (blue * (pixel.Blue - 128)))
                : pixel.Luma;
            gray[i] = (byte)(pixel.Alpha == 255 ? level : ((level * pixel.Alpha) + (paper * (255 - pixel.Alpha)) + 127) / 255);
        }

        return new GrayImage(width, height, gray);
    }

    // Light ink on a transparent ground would vanish on white paper.
    private static int PaperUnder(ColourPixels pixels)
    {
        if (!pixels.HasAlpha)
        {
            return 255;
        }

        long opacity = 0;
        long light = 0;
        for (int i = 0; i < pixels.Count; i++)
        {
            PixelColour pixel = pixels[i];
            opacity += pixel.Alpha;
            light += pixel.Luma * pixel.Alpha;
        }

        bool isMostlyTransparent = opacity * 2 < 255L * pixels.Count;
        return isMostlyTransparent && light > 128 * opacity ? 0 : 255;
    }

    private static (double Red, double Green, double Blue)? Mixture(ColourPixels pixels, int width, int height, int paper)
    {
        int step = Math.Max(1, Math.Max(width, height) / Side);
        (double R, double G, double B)[] deviations = Deviations(pixels, width, height, step, paper);
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
    private static (double R, double G, double B)[] Deviations(ColourPixels pixels, int width, int height, int step, int paper)
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
                    PixelColour pixel = pixels[(y * width) + x];
                    count++;
                    channels[0][i] += paper + ((pixel.Red - (double)paper) * pixel.Alpha / 255);
                    channels[1][i] += paper + ((pixel.Green - (double)paper) * pixel.Alpha / 255);
                    channels[2][i] += paper + ((pixel.Blue - (double)paper) * pixel.Alpha / 255);
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
}

/// <summary>The pixels of a picture as they were decoded: of each its channels, one after the other.</summary>
/// <param name="values">Grey, or red, green and blue, then perhaps others; not premultiplied.</param>
/// <param name="channels">How many channels there are.</param>
/// <param name="isGrey">Whether the first is grey, rather than the first three red, green and blue.</param>
/// <param name="alpha">Which channel says how opaque a pixel is; none where all are.</param>
internal readonly ref struct ColourPixels(ReadOnlySpan<byte> values, int channels, bool isGrey, int? alpha)
{
    private readonly ReadOnlySpan<byte> values = values;

    /// <summary>How many pixels there are.</summary>
    public int Count => values.Length / channels;

    /// <summary>Whether some may be transparent.</summary>
    public bool HasAlpha => alpha is not null;

    /// <summary>A pixel by its index, row by row.</summary>
    public PixelColour this[int index]
    {
        get
        {
            ReadOnlySpan<byte> pixel = values.Slice(index * channels, channels);
            byte opacity = alpha is { } channel ? pixel[channel] : byte.MaxValue;
            return isGrey ? new PixelColour(pixel[0], pixel[0], pixel[0], opacity) : new PixelColour(pixel[0], pixel[1], pixel[2], opacity);
        }
    }
}

/// <summary>A colour, not premultiplied; 255 is opaque.</summary>
internal readonly record struct PixelColour(byte Red, byte Green, byte Blue, byte Alpha)
{
    /// <summary>Its brightness (ITU-R BT.601).</summary>
    public int Luma => ((299 * Red) + (587 * Green) + (114 * Blue) + 500) / 1000;
}
