using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Modeling;

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
