using static TorchSharp.torch;

namespace HandwrittenDigits.Imaging;

/// <summary>Ways in which images become hard to read. All take and give <c>[N, 1, 28, 28]</c> float32, paper = 0, ink = 1.</summary>
internal static class PixelCorruptions
{
    /// <summary>Normal noise, cut off at paper and full ink.</summary>
    public static Tensor AddNoise(Tensor images, double deviation, Generator generator) =>
        (images + empty_like(images).normal_(0, deviation, generator)).clamp(0, 1);

    /// <summary>A Gaussian blur.</summary>
    /// <param name="images">The images.</param>
    /// <param name="sigma">Its standard deviation, pixels.</param>
    public static Tensor Blur(Tensor images, double sigma)
    {
        if (sigma == 0)
        {
            return images;
        }

        // [28, 28]: what each pixel of a line has of each other, cut off at three deviations. Beyond the image is paper.
        Tensor places = arange(DigitImage.Side, ScalarType.Float32, images.device);
        int reach = (int)Math.Ceiling(3 * sigma);
        Tensor squares = arange(-reach, reach + 1, ScalarType.Float32, images.device).square();
        Tensor distances = (places.view(-1, 1) - places.view(1, -1)).square();
        Tensor shares =
            exp(distances / (-2 * sigma * sigma)).masked_fill(distances.gt(reach * reach), 0) / exp(squares / (-2 * sigma * sigma)).sum();
        return shares.matmul(images).matmul(shares);
    }

    /// <summary>A square of paper, somewhere over the 20x20 pixels that the ink fills.</summary>
    /// <param name="images">The images.</param>
    /// <param name="side">The square's, pixels.</param>
    /// <param name="generator">Where chance comes from.</param>
    public static Tensor Occlude(Tensor images, double side, Generator generator)
    {
        Tensor left = Middle(images, generator) - (side / 2);
        Tensor top = Middle(images, generator) - (side / 2);
        (Tensor x, Tensor y) = Pixels(images);
        Tensor hidden = x.ge(left).logical_and(x.lt(left + side)).logical_and(y.ge(top)).logical_and(y.lt(top + side));
        return images.masked_fill(hidden, 0);
    }

    /// <summary>Grey instead of black and white: a share of the contrast is lost, half to the paper and half to the ink.</summary>
    public static Tensor LoseContrast(Tensor images, double share) => (images * (1 - share)) + (share / 2);

    /// <summary>Lines of full ink, a pixel and a half wide, right across.</summary>
    public static Tensor DrawLines(Tensor images, int lines, Generator generator)
    {
        const double width = 1.5;
        (Tensor x, Tensor y) = Pixels(images);
        for (int line = 0; line < lines; line++)
        {
            Tensor angle = (Augmentation.Uniform(images, generator, most: 1) * Math.PI).view(-1, 1, 1, 1);
            Tensor distance = (((x - Middle(images, generator)) * angle.cos()) + ((y - Middle(images, generator)) * angle.sin())).abs();
            images = maximum(images, ((width / 2) + 0.5 - distance).clamp(0, 1));
        }

        return images;
    }

    // [1, 1, 1, 28] and [1, 1, 28, 1]: the middles of the pixels.
    private static (Tensor X, Tensor Y) Pixels(Tensor images)
    {
        Tensor middles = arange(DigitImage.Side, ScalarType.Float32, images.device) + 0.5;
        return (middles.view(1, 1, 1, -1), middles.view(1, 1, -1, 1));
    }

    // [N, 1, 1, 1]: a place for each image, over the box that the ink fills.
    private static Tensor Middle(Tensor images, Generator generator) =>
        (14 + (Augmentation.Uniform(images, generator, most: 1) * 10)).view(-1, 1, 1, 1);
}
