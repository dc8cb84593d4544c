using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Modeling;

/// <summary>How pixels of 0 (paper) to 1 (ink) are brought to mean 0 and standard deviation 1 before the first convolution.</summary>
/// <param name="Mean">Subtracted from each pixel.</param>
/// <param name="Std">What the difference is divided by.</param>
public sealed record PixelNormalization(float Mean, float Std)
{
    /// <summary>Mean and standard deviation of all pixels of MNIST's 60,000 training images, to four digits.</summary>
    public static PixelNormalization Mnist { get; } = new(0.1307f, 0.3081f);

    /// <summary>Applies it to pixels of any shape.</summary>
    internal Tensor Apply(Tensor pixels)
    {
        // Held by names: passing ones may be finalised while libtorch still reads them.
        using Scalar mean = Mean;
        using Scalar std = Std;
        using Tensor centred = pixels.sub(mean);
        return centred.div(std);
    }
}

/// <summary>
/// Brings pixels of 0 (paper) to 1 (ink) to mean 0 and standard deviation 1: the first layer of a network that wants that, as in
/// <c>Sequential(new NormalizePixels(), Conv2d(1, 8, 3), ...)</c>.
/// </summary>
public sealed class NormalizePixels : Module<Tensor, Tensor>
{
    /// <summary>Makes the layer.</summary>
    /// <param name="normalization">Mean and standard deviation; by default those of MNIST's training images.</param>
    public NormalizePixels(PixelNormalization? normalization = null)
        : base(nameof(NormalizePixels)) => Normalization = normalization ?? PixelNormalization.Mnist;

    /// <summary>Mean and standard deviation.</summary>
    public PixelNormalization Normalization { get; }

    /// <summary>Normalises.</summary>
    /// <param name="input">Pixels, paper = 0, ink = 1, of any shape.</param>
    public override Tensor forward(Tensor input) => Normalization.Apply(input);
}
