using HandwrittenDigits.Modeling;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Tests.Modeling;

/// <summary>Networks that were never trained, but whose batch norm has moved away from its starting point.</summary>
internal static class RandomNetworks
{
    /// <summary>A network at rest (evaluation mode) with random weights and statistics; the caller disposes it.</summary>
    public static DigitCnn Create(DigitCnnOptions options, int seed = 1) => Shake(new DigitCnn(options), seed);

    /// <summary>The network with random statistics in its batch norm, at rest.</summary>
    public static TModule Shake<TModule>(TModule network, int seed = 1)
        where TModule : Module<Tensor, Tensor>
    {
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            var generator = new Generator((ulong)seed);
            foreach (torch.nn.Module module in network.modules().Where(module => module is NormBase))
            {
                foreach ((string name, Tensor tensor) in module.state_dict().Where(state => state.Value.dtype == ScalarType.Float32))
                {
                    tensor.copy_(rand(tensor.shape, generator: generator) + 0.5);
                }
            }
        }

        network.eval();
        return network;
    }

    /// <summary>The network as a model's file holds it.</summary>
    public static SafetensorsFile ToSafetensors(Module<Tensor, Tensor> network, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var tensors = new Dictionary<string, SafetensorsTensor>();
        using DisposeScope scope = NewDisposeScope();
        foreach ((string name, Tensor tensor) in network.state_dict().Where(state => state.Value.dtype == ScalarType.Float32))
        {
            tensors[name] = SafetensorsTensor.Of(tensor.detach().contiguous().data<float>().ToArray(), tensor.shape);
        }

        return new SafetensorsFile(tensors, new Dictionary<string, string>(metadata ?? new Dictionary<string, string>())
        {
            ["architecture"] = NetworkDescription.Of(network).ToJson(),
        });
    }

    /// <summary>The network as plain numbers.</summary>
    public static FoldedNetwork Fold(Module<Tensor, Tensor> network) => FoldedNetwork.FromSafetensors(ToSafetensors(network));
}
