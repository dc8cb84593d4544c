using HandwrittenDigits.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Imaging;

/// <summary>
/// Changes a whole batch of images as handwriting varies: thickness of the pen, rotation, shear, scale, shift and elastic
/// distortion, each image in its own way; some may then be made hard to read. All of it is drawn from the generator given, so a seed
/// repeats it.
/// </summary>
/// <remarks>
/// Affine and elastic changes together are one resampling, so that an image is blurred once. Simard, Steinkraus and Platt,
/// "Best Practices for Convolutional Neural Networks", ICDAR 2003, is the source of training on such distortions.
/// </remarks>
public sealed class Augmentation
{
    private const int ElasticKnots = 6;

    // Each with what it does at a strength from 0 to 1.
    private static readonly Func<Tensor, double, Generator, Tensor>[] Corruptions =
    [
        (images, strength, generator) => PixelCorruptions.AddNoise(images, 0.5 * strength, generator),
        (images, strength, _) => PixelCorruptions.Blur(images, 2.5 * strength),
        (images, strength, generator) => PixelCorruptions.Occlude(images, 12 * strength, generator),
        (images, strength, _) => PixelCorruptions.LoseContrast(images, 0.9 * strength),
        (images, strength, generator) => PixelCorruptions.DrawLines(images, (int)Math.Ceiling(5 * strength), generator),
    ];

    // grid_sample's coordinates run from -1 to 1 over the image.
    private const double GridUnitsPerPixel = 2.0 / DigitImage.Side;

    private readonly AugmentationOptions options;

    /// <summary>Makes the augmentation.</summary>
    /// <param name="options">How far to go; by default what <see cref="AugmentationOptions"/> says.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Augmentation(AugmentationOptions? options = null)
    {
        this.options = options ?? new AugmentationOptions();
        this.options.Validate();
        LibTorchLoader.Load();
    }

    /// <summary>A changed copy of each image.</summary>
    /// <param name="images"><c>[N, 1, 28, 28]</c> float32, paper = 0, ink = 1.</param>
    /// <param name="generator">Where chance comes from; on the device of the images.</param>
    /// <returns><c>[N, 1, 28, 28]</c> float32, 0 to 1.</returns>
    public Tensor Apply(Tensor images, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (options.IsNone)
        {
            return images.alias();
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor grid = functional.affine_grid(AffineMaps(images, generator), images.shape, align_corners: false);
        if (options.ElasticPixels > 0)
        {
            grid += ElasticShifts(images, generator);
        }

        Tensor inked = options.Thickness > 0 ? ChangeThickness(images, generator) : images;
        Tensor changed = functional.grid_sample(inked, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false);
        Tensor chosen = rand(images.shape[0], device: images.device, generator: generator).lt(options.Share).view(-1, 1, 1, 1);
        return ImageLayout.ChannelsLast(CorruptSome(where(chosen, changed, images), generator)).MoveToOuterDisposeScope();
    }

    /// <summary><c>[N]</c>: a number for each image, from -most to most.</summary>
    internal static Tensor Uniform(Tensor images, Generator generator, double most) =>
        empty(images.shape[0], device: images.device).uniform_(-most, most, generator);

    // In each way a fifth of the share that is to be corrupted, all of these at one strength that the batch draws.
    private Tensor CorruptSome(Tensor images, Generator generator)
    {
        if (options.CorruptionShare == 0)
        {
            return images;
        }

        Tensor draws = rand(images.shape[0], device: images.device, generator: generator);
        float[] strengths = rand(Corruptions.Length, device: images.device, generator: generator).cpu().data<float>().ToArray();
        Tensor corrupted = images.clone();
        double share = options.CorruptionShare / Corruptions.Length;
        for (int i = 0; i < Corruptions.Length; i++)
        {
            Tensor places = draws.ge(i * share).logical_and(draws.lt((i + 1) * share)).nonzero().flatten();
            if (places.shape[0] > 0)
            {
                corrupted.index_copy_(0, places, Corruptions[i](images.index_select(0, places), strengths[i], generator));
            }
        }

        return corrupted;
    }

    // [N, 2, 3]: for each image the map from where a pixel goes to where it comes from.
    private Tensor AffineMaps(Tensor images, Generator generator)
    {
        Tensor angle = Uniform(images, generator, options.RotationDegrees * Math.PI / 180);
        Tensor shear = Uniform(images, generator, options.Shear);
        Tensor scaleX = 1 + Uniform(images, generator, options.Scale);
        Tensor scaleY = 1 + Uniform(images, generator, options.Scale);
        Tensor shiftX = Uniform(images, generator, options.ShiftPixels * GridUnitsPerPixel);
        Tensor shiftY = Uniform(images, generator, options.ShiftPixels * GridUnitsPerPixel);
        Tensor cos = angle.cos();
        Tensor sin = angle.sin();
        Tensor row0 = stack([cos / scaleX, ((cos * shear) - sin) / scaleX, shiftX], dim: 1);
        Tensor row1 = stack([sin / scaleY, ((sin * shear) + cos) / scaleY, shiftY], dim: 1);
        return stack([row0, row1], dim: 1);
    }

    // [N, 28, 28, 2]: random shifts of a coarse grid of knots, interpolated to every pixel.
    private Tensor ElasticShifts(Tensor images, Generator generator)
    {
        Tensor knots = randn([images.shape[0], 2, ElasticKnots, ElasticKnots], device: images.device, generator: generator)
            * (options.ElasticPixels * GridUnitsPerPixel);
        return functional
            .interpolate(knots, [DigitImage.Side, DigitImage.Side], mode: InterpolationMode.Bicubic, align_corners: true)
            .permute(0, 2, 3, 1);
    }

    private Tensor ChangeThickness(Tensor images, Generator generator)
    {
        Tensor amount = Uniform(images, generator, options.Thickness).view(-1, 1, 1, 1);
        Tensor framed = functional.pad(images, [1, 1, 1, 1]);
        Tensor dilated = OverNeighbours(framed, maximum);
        Tensor eroded = OverNeighbours(framed, minimum);
        return images + (amount.clamp_min(0) * (dilated - images)) + (amount.clamp_max(0) * (images - eroded));
    }

    // The most or the least of each pixel's 3x3 square: of three columns, then of three rows. Many times as fast as max pooling,
    // which also notes where the most was.
    private static Tensor OverNeighbours(Tensor framed, Func<Tensor, Tensor, Tensor> choose)
    {
        Tensor columns = choose(choose(Part(framed, 3, 0), Part(framed, 3, 1)), Part(framed, 3, 2));
        return choose(choose(Part(columns, 2, 0), Part(columns, 2, 1)), Part(columns, 2, 2));

        static Tensor Part(Tensor images, int dimension, int start) => images.narrow(dimension, start, DigitImage.Side);
    }
}
