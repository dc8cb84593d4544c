namespace HandwrittenDigits.Inference;

/// <summary>
/// How feature maps lie in memory between two steps: row by row, within a row pixel by pixel, within a pixel channel by channel,
/// with a border of zeros for the convolution that reads them. Features in a row lie as the maps did that they were made of.
/// </summary>
/// <param name="Channels">Feature maps.</param>
/// <param name="PixelStride">Floats from one pixel to the next.</param>
/// <param name="Height">Rows, without the border.</param>
/// <param name="Width">Pixels in a row, without the border.</param>
/// <param name="Border">Zeros on each side, pixels.</param>
internal readonly record struct FeatureMapLayout(int Channels, int PixelStride, int Height, int Width, int Border)
{
    /// <summary>Floats from one row to the next.</summary>
    public int RowStride => (Width + (2 * Border)) * PixelStride;

    /// <summary>Floats in all.</summary>
    public int Length => (Height + (2 * Border)) * RowStride;

    /// <summary>Feature maps, each pixel filled up to whole vectors with channels that no weight is for.</summary>
    /// <typeparam name="TVector">The vectors that hold the channels.</typeparam>
    public static FeatureMapLayout Of<TVector>(int channels, int height, int width, int border)
        where TVector : unmanaged, IFloatVector<TVector> =>
        new(channels, RoundUp(channels, TVector.Count), height, width, border);

    /// <summary>Where the pixel at <paramref name="x"/>, <paramref name="y"/> begins; less than zero is in the border.</summary>
    public int Offset(int x, int y) => ((y + Border) * RowStride) + ((x + Border) * PixelStride);

    /// <summary>Where a feature lies, counted map after map, row by row.</summary>
    public int FeatureOffset(int feature)
    {
        (int channel, int pixel) = Math.DivRem(feature, Height * Width);
        return Offset(pixel % Width, pixel / Width) + channel;
    }

    /// <summary>Whether each pixel is a whole number of vectors.</summary>
    public bool IsPaddedTo<TVector>()
        where TVector : unmanaged, IFloatVector<TVector> => PixelStride % TVector.Count == 0;

    /// <summary>The next multiple of <paramref name="multiple"/>.</summary>
    public static int RoundUp(int count, int multiple) => (count + multiple - 1) / multiple * multiple;
}
