namespace HandwrittenDigits.Modeling;

/// <summary>One step of <see cref="DigitCnn"/>: convolution, batch norm, ReLU, and then perhaps a 2x2 max pooling.</summary>
/// <param name="Channels">Feature maps that come out, at least 1.</param>
/// <param name="Kernel">Side of the square kernel, odd.</param>
/// <param name="Stride">How far the kernel moves, pixels, at least 1.</param>
/// <param name="Pool">Whether a 2x2 max pooling follows, which halves the sides, rounding down.</param>
public sealed record ConvolutionBlockOptions(int Channels, int Kernel = 3, int Stride = 1, bool Pool = false)
{
    /// <summary>
    /// Zeros added on each side of the input, pixels, 0 to half of the kernel. Default half of it, with which a stride of 1 keeps the side
    /// as it is.
    /// </summary>
    public int Padding { get; init; } = Kernel / 2;

    /// <summary>The side of what the convolution gives, before any pooling, pixels, for an input of side <paramref name="side"/>.</summary>
    public int ConvolvedSide(int side) => side + (2 * Padding) < Kernel ? 0 : ((side + (2 * Padding) - Kernel) / Stride) + 1;

    /// <summary>The side of what comes out, pixels, for an input of side <paramref name="side"/>.</summary>
    public int OutputSide(int side) => Pool ? ConvolvedSide(side) / 2 : ConvolvedSide(side);
}
