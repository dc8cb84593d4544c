using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Evaluation;

/// <summary>
/// One way in which images are worse than those of training, at five strengths; after Hendrycks and Dietterich, "Benchmarking Neural
/// Network Robustness to Common Corruptions and Perturbations", ICLR 2019. Each image is changed in its own way, which follows from a seed.
/// </summary>
public sealed class Corruption
{
    // grid_sample's coordinates run from -1 to 1 over the image.
    private const double GridUnitsPerPixel = 2.0 / DigitImage.Side;

    private readonly Func<Tensor, double, Generator, Tensor> apply;

    private Corruption(string name, string unit, double[] strengths, Func<Tensor, double, Generator, Tensor> apply)
    {
        Name = name;
        Unit = unit;
        Strengths = strengths;
        this.apply = apply;
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Corruption> All { get; } =
    [
        new("shift", "pixels, in some direction", [1, 2, 3, 4, 5], Shift),
        new("rotation", "degrees, to either side", [10, 20, 30, 40, 50], Rotate),
        new("scale", "share by which it grows or shrinks", [0.1, 0.2, 0.3, 0.4, 0.5], Scale),
        new("shear", "pixels a pixel, to either side", [0.15, 0.3, 0.45, 0.6, 0.75], Shear),
        new("noise", "standard deviation, share of full ink", [0.1, 0.2, 0.3, 0.4, 0.5], PixelCorruptions.AddNoise),
        new("blur", "standard deviation, pixels", [0.5, 1, 1.5, 2, 2.5], (images, sigma, _) => PixelCorruptions.Blur(images, sigma)),
        new("occlusion", "side of a paper-coloured square, pixels", [4, 6, 8, 10, 12], PixelCorruptions.Occlude),
        new("thin strokes", "pixels off each side", [0.2, 0.4, 0.6, 0.8, 1], (images, pixels, _) => -Thicken(-images, pixels)),
        new("thick strokes", "pixels onto each side", [0.4, 0.8, 1.2, 1.6, 2], (images, pixels, _) => Thicken(images, pixels)),
        new(
            "contrast",
            "share that is lost, half to the paper",
            [0.3, 0.5, 0.7, 0.8, 0.9],
            (images, lost, _) => PixelCorruptions.LoseContrast(images, lost)),
        new(
            "lines through it",
            "lines, a pixel and a half wide",
            [1, 2, 3, 4, 5],
            (images, lines, generator) => PixelCorruptions.DrawLines(images, (int)Math.Ceiling(lines), generator)),
    ];

    /// <summary>What is done, in a word or two.</summary>
    public string Name { get; }

    /// <summary>What the strengths count.</summary>
    public string Unit { get; }

    /// <summary>Five strengths, weakest first.</summary>
    public IReadOnlyList<double> Strengths { get; }

    /// <summary>Corrupts every image.</summary>
    /// <param name="dataset">The images as they are.</param>
    /// <param name="strength">How much, in <see cref="Unit"/>; one of <see cref="Strengths"/> or any other, 0 or more.</param>
    /// <param name="seed">What all chance follows from.</param>
    /// <exception cref="ArgumentOutOfRangeException">The strength is negative or not finite.</exception>
    /// <exception cref="LibTorchLoadException">libtorch can't be loaded here.</exception>
    public DigitDataset Apply(DigitDataset dataset, double strength, int seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (!(strength >= 0 && double.IsFinite(strength)))
        {
            throw new ArgumentOutOfRangeException(nameof(strength), strength, $"The strength of '{Name}' ({Unit}) is 0 or more.");
        }

        using IDisposable noGradients = no_grad();
        using var tensors = new DigitTensors(dataset);
        using var generator = new Generator((ulong)(uint)seed, CPU);
        using DisposeScope scope = NewDisposeScope();
        Tensor bytes = (apply(tensors.Slice(0, dataset.Count), strength, generator) * byte.MaxValue)
            .round()
            .clamp(0, byte.MaxValue)
            .to(ScalarType.Byte)
            .contiguous();
        return new DigitDataset(
            $"{dataset.Name}, {Name} {strength}", bytes.data<byte>().ToArray(), dataset.Labels, dataset.Writers, dataset.IsSynthetic);
    }

    private static Tensor Shift(Tensor images, double pixels, Generator generator)
    {
        Tensor direction = Augmentation.Uniform(images, generator, most: 1) * Math.PI;
        Tensor one = ones_like(direction);
        return Move(images, one, 0 * one, direction.cos() * pixels, 0 * one, one, direction.sin() * pixels);
    }

    private static Tensor Rotate(Tensor images, double degrees, Generator generator)
    {
        Tensor angle = Side(images, generator) * (degrees * Math.PI / 180);
        return Move(images, angle.cos(), -angle.sin(), 0 * angle, angle.sin(), angle.cos(), 0 * angle);
    }

    private static Tensor Scale(Tensor images, double share, Generator generator)
    {
        Tensor scale = 1 / (1 + (Side(images, generator) * share));
        return Move(images, scale, 0 * scale, 0 * scale, 0 * scale, scale, 0 * scale);
    }

    private static Tensor Shear(Tensor images, double share, Generator generator)
    {
        Tensor shear = Side(images, generator) * share;
        Tensor one = ones_like(shear);
        return Move(images, one, shear, 0 * one, 0 * one, one, 0 * one);
    }

    // Each image by its own map from where a pixel goes to where it comes from; six numbers of [N], the shifts in pixels.
    private static Tensor Move(Tensor images, Tensor xx, Tensor xy, Tensor x, Tensor yx, Tensor yy, Tensor y)
    {
        Tensor maps = stack([stack([xx, xy, x * GridUnitsPerPixel], dim: 1), stack([yx, yy, y * GridUnitsPerPixel], dim: 1)], dim: 1);
        Tensor grid = functional.affine_grid(maps, images.shape, align_corners: false);
        return functional.grid_sample(images, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false);
    }

    // Whole pixels by 3x3 maxima, and what is left of one as a share of the way to the next.
    private static Tensor Thicken(Tensor images, double pixels)
    {
        for (; pixels > 0; pixels--)
        {
            Tensor more = functional.max_pool2d(images, 3, stride: 1, padding: 1);
            images = lerp(images, more, Math.Min(1, pixels));
        }

        return images;
    }

    // [N], -1 or 1.
    private static Tensor Side(Tensor images, Generator generator) =>
        (rand(images.shape[0], generator: generator).lt(0.5).to(ScalarType.Float32) * 2) - 1;
}
