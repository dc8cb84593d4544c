namespace HandwrittenDigits.Modeling.Layers;

/// <summary>What an <see cref="ActivationLayer"/> makes of a number x.</summary>
public enum ActivationFunction
{
    /// <summary>The maximum of x and 0.</summary>
    Relu,

    /// <summary>x over 0, else a small share of it.</summary>
    LeakyRelu,

    /// <summary>x times the share of a normal distribution that is under it. Hendrycks and Gimpel, arXiv 1606.08415.</summary>
    Gelu,

    /// <summary>The same by a hyperbolic tangent, as that paper gives it.</summary>
    GeluTanh,

    /// <summary>x times its sigmoid.</summary>
    Silu,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}
