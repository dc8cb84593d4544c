using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Inference;

/// <summary>The functions of <see cref="ActivationFunction"/>.</summary>
internal static class Activations
{
    /// <summary>What the cube of x weighs in GELU's hyperbolic tangent. Hendrycks and Gimpel, arXiv 1606.08415.</summary>
    public const double GeluBend = 0.044715;

    /// <summary>The slope of GELU's hyperbolic tangent: the root of 2 / pi.</summary>
    public static readonly double GeluSlope = Math.Sqrt(2 / Math.PI);

    private static readonly float GeluScale = (float)Math.Sqrt(0.5);

    /// <summary>Applies a function to many numbers.</summary>
    public static void Apply(ActivationFunction function, float slope, ReadOnlySpan<float> source, Span<float> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            float x = source[i];
            target[i] = function switch
            {
                ActivationFunction.Relu => Math.Max(x, 0),
                ActivationFunction.LeakyRelu => x > 0 ? x : slope * x,
                ActivationFunction.Silu => x / (1 + MathF.Exp(-x)),
                ActivationFunction.Sigmoid => 1 / (1 + MathF.Exp(-x)),
                ActivationFunction.Tanh => MathF.Tanh(x),
                ActivationFunction.Gelu => 0.5f * x * (1 + Erf(x * GeluScale)),
                _ => 0.5f * x * (1 + MathF.Tanh((float)(GeluSlope * (x + (GeluBend * x * x * x))))),
            };
        }
    }

    /// <summary>
    /// The error function, to 1.5e-7: Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), 7.1.26.
    /// </summary>
    public static float Erf(float x)
    {
        double t = 1 / (1 + (0.3275911 * Math.Abs(x)));
        double polynomial = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        double magnitude = 1 - (polynomial * Math.Exp(-(double)x * x));
        return (float)(x < 0 ? -magnitude : magnitude);
    }
}
