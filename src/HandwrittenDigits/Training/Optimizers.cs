using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Training;

/// <summary>Makes the optimisers that the options ask for.</summary>
internal static class Optimizers
{
    /// <summary>
    /// One optimiser of all parameters; with <see cref="OptimizerKind.Muon"/> that of the weights before the last layer's, and AdamW for
    /// the rest.
    /// </summary>
    public static IReadOnlyList<OptimizerHelper> Create(TrainingOptions options, nn.Module network)
    {
        Parameter[] parameters = [.. network.parameters().Where(parameter => parameter.requires_grad)];
        if (options.Optimizer != OptimizerKind.Muon)
        {
            return [Create(options.Optimizer, options, parameters)];
        }

        Parameter[] weights = [.. parameters.Where(IsWeight).SkipLast(1)];
        OptimizerHelper rest = Create(OptimizerKind.AdamW, options, [.. parameters.Except(weights)]);
        return weights.Length == 0 ? [rest] : [new Muon(weights, options.LearningRate, options.Momentum, options.WeightDecay), rest];
    }

    // Kernels and the linear layers' weights decay; biases and batch norm, vectors all, do not.
    private static OptimizerHelper Create(OptimizerKind kind, TrainingOptions options, IReadOnlyList<Parameter> parameters)
    {
        ILookup<bool, Parameter> byDecay = parameters.ToLookup(IsWeight);
        (IEnumerable<Parameter> Parameters, double Decay)[] groups = [(byDecay[true], options.WeightDecay), (byDecay[false], 0)];
        groups = [.. groups.Where(group => group.Parameters.Any())];
        double rate = options.LearningRate;
        return kind switch
        {
            OptimizerKind.AdamW => optim.AdamW(
                groups.Select(group => new AdamW.ParamGroup(group.Parameters, rate, weight_decay: group.Decay))),
            OptimizerKind.Adam => optim.Adam(
                groups.Select(group => new Adam.ParamGroup(group.Parameters, rate, weight_decay: group.Decay))),
            OptimizerKind.Sgd => optim.SGD(
                groups.Select(group => new SGD.ParamGroup(
                    group.Parameters, rate, options.Momentum, dampening: 0, weight_decay: group.Decay, nesterov: options.Nesterov)),
                rate),
            OptimizerKind.Adadelta => optim.Adadelta(
                groups.Select(group => new Adadelta.ParamGroup(group.Parameters, rate, weight_decay: group.Decay))),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such optimiser."),
        };
    }

    private static bool IsWeight(Parameter parameter) => parameter.dim() > 1;
}

/// <summary>How a step goes from gradients to weights.</summary>
public enum OptimizerKind
{
    /// <summary>Adam with decoupled weight decay. Loshchilov and Hutter, arXiv 1711.05101.</summary>
    AdamW,

    /// <summary>Adam; weight decay is added to the gradient. Kingma and Ba, arXiv 1412.6980.</summary>
    Adam,

    /// <summary>
    /// Stochastic gradient descent with <see cref="TrainingOptions.Momentum"/>, by Nesterov's rule where
    /// <see cref="TrainingOptions.Nesterov"/> says so; weight decay is added to the gradient.
    /// </summary>
    Sgd,

    /// <summary>Adadelta, which needs a learning rate of about 1; weight decay is added to the gradient. Zeiler, arXiv 1212.5701.</summary>
    Adadelta,

    /// <summary>
    /// Muon with <see cref="TrainingOptions.Momentum"/> for the weights before the last layer's, AdamW for the rest: <see cref="Muon"/>.
    /// Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024.
    /// </summary>
    Muon,
}
