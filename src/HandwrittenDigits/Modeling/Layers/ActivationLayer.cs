using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>A function of each number by itself.</summary>
/// <param name="Function">Which.</param>
public sealed record ActivationLayer(ActivationFunction Function) : NetworkLayer
{
    /// <summary>The slope below zero of <see cref="ActivationFunction.LeakyRelu"/>; 0 of the others.</summary>
    public double Slope { get; init; }

    /// <inheritdoc/>
    public override string Description => Function switch
    {
        ActivationFunction.Relu => "ReLU",
        ActivationFunction.LeakyRelu => $"leaky ReLU, {Slope}",
        ActivationFunction.Gelu or ActivationFunction.GeluTanh => "GELU",
        ActivationFunction.Silu => "SiLU",
        ActivationFunction.Sigmoid => "sigmoid",
        _ => "tanh",
    };

    /// <inheritdoc/>
    public override FeatureShape OutputShape(FeatureShape input) => Enum.IsDefined(Function)
        ? input
        : throw new InvalidNetworkException($"there is no activation {Function}.");

    internal static NetworkLayer FromSettings(LayerSettings settings)
    {
        var layer = new ActivationLayer(settings.Choice<ActivationFunction>("function"));
        return layer with { Slope = settings.Number("slope", layer.Slope) };
    }

    internal static NetworkLayer? Read(object module) => module switch
    {
        ReLU => new ActivationLayer(ActivationFunction.Relu),
        LeakyReLU leaky => new ActivationLayer(ActivationFunction.LeakyRelu) { Slope = leaky.negative_slope },
        GELU gelu => new ActivationLayer(gelu.approximate == GELU.Approximate.tanh ? ActivationFunction.GeluTanh : ActivationFunction.Gelu),
        SiLU => new ActivationLayer(ActivationFunction.Silu),
        Sigmoid => new ActivationLayer(ActivationFunction.Sigmoid),
        Tanh => new ActivationLayer(ActivationFunction.Tanh),
        _ => null,
    };

    internal override object ToModule() => Function switch
    {
        ActivationFunction.Relu => nn.ReLU(),
        ActivationFunction.LeakyRelu => nn.LeakyReLU(Slope),
        ActivationFunction.Gelu => nn.GELU(),
        ActivationFunction.GeluTanh => nn.GELU(GELU.Approximate.tanh),
        ActivationFunction.Silu => nn.SiLU(),
        ActivationFunction.Sigmoid => nn.Sigmoid(),
        _ => nn.Tanh(),
    };

    internal override INetworkStage ToStage<TVector>(StageContext context) =>
        new ActivationStage(context.Input, context.Maps<TVector>(), Function, (float)Slope);

    internal override string ToOnnx(OnnxGraph graph, FoldedLayer layer, string input) => Function switch
    {
        ActivationFunction.Relu => graph.Add("Relu", [input]),
        ActivationFunction.LeakyRelu => graph.Add("LeakyRelu", [input], OnnxMessages.Attribute("alpha", (float)Slope)),
        ActivationFunction.Silu => graph.Add("Mul", [input, graph.Add("Sigmoid", [input])]),
        ActivationFunction.Sigmoid => graph.Add("Sigmoid", [input]),
        ActivationFunction.Tanh => graph.Add("Tanh", [input]),

        // The operator set has no GELU: x * (1 + s) / 2, where s is the error function of x / sqrt 2, or the tanh that stands for it.
        ActivationFunction.Gelu => Gate(
            graph, input, graph.Add("Erf", [graph.Add("Mul", [input, graph.Constant("root", [], [(float)Math.Sqrt(0.5)])])])),
        _ => Gate(graph, input, graph.Add("Tanh", [TanhArgument(graph, input)])),
    };

    private static string Gate(OnnxGraph graph, string input, string sign)
    {
        string opened = graph.Add("Add", [sign, graph.Constant("one", [], [1f])]);
        return graph.Add("Mul", [graph.Add("Mul", [input, opened]), graph.Constant("half", [], [0.5f])]);
    }

    private static string TanhArgument(OnnxGraph graph, string input)
    {
        string square = graph.Add("Mul", [input, input]);
        string scaled = graph.Add("Mul", [square, graph.Constant("bend", [], [(float)Activations.GeluBend])]);
        string bent = graph.Add("Add", [scaled, graph.Constant("one", [], [1f])]);
        return graph.Add("Mul", [graph.Add("Mul", [input, bent]), graph.Constant("slope", [], [(float)Activations.GeluSlope])]);
    }
}

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
