using HandwrittenDigits.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace HandwrittenDigits.Tests.Modeling;

/// <summary>Networks that were never trained, but whose batch norm has moved away from its starting point.</summary>
internal static class RandomNetworks
{
    /// <summary>A network at rest (evaluation mode) with random weights and statistics; the caller disposes it.</summary>
    public static DigitCnn Create(DigitCnnOptions options, int seed = 1)
    {
        var network = new DigitCnn(options);
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            var generator = new Generator((ulong)seed);
            foreach ((string name, Tensor tensor) in network.state_dict())
            {
                if (name.Contains("norm") && tensor.dtype == ScalarType.Float32)
                {
                    tensor.copy_(rand(tensor.shape, generator: generator) + 0.5);
                }
            }
        }

        network.eval();
        return network;
    }

    /// <summary>The network as a model's file holds it.</summary>
    public static SafetensorsFile ToSafetensors(DigitCnn network, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var tensors = new Dictionary<string, SafetensorsTensor>();
        using DisposeScope scope = NewDisposeScope();
        foreach ((string name, Tensor tensor) in network.state_dict())
        {
            if (tensor.dtype == ScalarType.Float32)
            {
                tensors[name] = SafetensorsTensor.Of(tensor.detach().contiguous().data<float>().ToArray(), tensor.shape);
            }
        }

        var inputs = 1;
        var blocks = new List<string>();
        foreach (ConvolutionBlockOptions block in network.Options.Blocks)
        {
            string pool = block.Pool ? "true" : "false";
            blocks.Add($$"""{"in":{{inputs}},"out":{{block.Channels}},"kernel":{{block.Kernel}},"stride":{{block.Stride}},"padding":{{block.Padding}},"pool":{{pool}}}""");
            inputs = block.Channels;
        }

        var all = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>())
        {
            ["architecture"] = $$$"""{"blocks":[{{{string.Join(",", blocks)}}}],"head":{"in":{{{network.Options.HeadInputs}}},"out":10}}""",
            ["normalization"] = """{"mean":0.1307,"std":0.3081}""",
        };
        return new SafetensorsFile(tensors, all);
    }

    /// <summary>The network as plain numbers.</summary>
    public static FoldedNetwork Fold(DigitCnn network) => FoldedNetwork.FromSafetensors(ToSafetensors(network));
}
