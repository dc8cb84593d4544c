namespace HandwrittenDigits.Inference;

/// <summary>
/// How feature maps lie in memory between two steps: row by row, within a row pixel by pixel, within a pixel channel by channel,
/// with a border of zeros for the convolution that reads them.
/// </summary>
/// <param name="PixelStride">Floats from one pixel to the next.</param>
/// <param name="Side">Pixels in a row, and rows, without the border.</param>
/// <param name="Border">Zeros on each side, pixels.</param>
internal readonly record struct FeatureMapLayout(int PixelStride, int Side, int Border)
{
    /// <summary>Floats from one row to the next.</summary>
    public int RowStride => (Side + (2 * Border)) * PixelStride;

    /// <summary>Floats in all.</summary>
    public int Length => (Side + (2 * Border)) * RowStride;

    /// <summary>Feature maps, each pixel filled up to whole vectors with channels that stay zero.</summary>
    /// <typeparam name="TVector">The vectors that hold the channels.</typeparam>
    public static FeatureMapLayout Of<TVector>(int channels, int side, int border)
        where TVector : unmanaged, IFloatVector<TVector> =>
        new(RoundUp(channels, TVector.Count), side, border);

    /// <summary>Where the pixel at <paramref name="x"/>, <paramref name="y"/> begins; less than zero is in the border.</summary>
    public int Offset(int x, int y) => ((y + Border) * RowStride) + ((x + Border) * PixelStride);

    /// <summary>The next multiple of <paramref name="multiple"/>.</summary>
    public static int RoundUp(int count, int multiple) => (count + multiple - 1) / multiple * multiple;
}
