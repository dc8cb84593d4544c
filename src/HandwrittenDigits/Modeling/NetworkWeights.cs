using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace HandwrittenDigits.Modeling;

/// <summary>Copies a module's weights out of libtorch and back. Counters of batches are left out: nothing reads them.</summary>
internal static class NetworkWeights
{
    /// <summary>Every single-precision tensor of the module's state, by name.</summary>
    public static Dictionary<string, SafetensorsTensor> Read(nn.Module module, string prefix = "")
    {
        using DisposeScope scope = NewDisposeScope();
        var weights = new Dictionary<string, SafetensorsTensor>();
        foreach ((string name, Tensor tensor) in States(module))
        {
            weights.Add(prefix + name, SafetensorsTensor.Of(tensor.detach().cpu().data<float>().ToArray(), tensor.shape));
        }

        return weights;
    }

    /// <summary>Puts such weights into the module.</summary>
    /// <param name="module">What takes them.</param>
    /// <param name="weights">All that <see cref="Read"/> gives for such a module.</param>
    /// <param name="source">What an error calls the place that they come from.</param>
    /// <param name="prefix">What the names in <paramref name="weights"/> begin with.</param>
    /// <exception cref="ModelFormatException">One is missing or has another shape.</exception>
    public static void Write(nn.Module module, IReadOnlyDictionary<string, SafetensorsTensor> weights, string source, string prefix = "")
    {
        using IDisposable noGradients = no_grad();
        foreach ((string name, Tensor tensor) in States(module))
        {
            if (!weights.TryGetValue(prefix + name, out SafetensorsTensor? saved))
            {
                throw new ModelFormatException(source, $"It has no tensor '{prefix + name}', so it was saved from another network.");
            }

            if (saved.DType != SafetensorsDType.F32 || !saved.Shape.SequenceEqual(tensor.shape))
            {
                throw new ModelFormatException(
                    source,
                    $"Its tensor '{prefix + name}' is {saved.DType} [{string.Join(", ", saved.Shape)}]; "
                    + $"the network needs F32 [{string.Join(", ", tensor.shape)}].");
            }

            using Tensor values = torch.tensor(MemoryMarshal.Cast<byte, float>(saved.Data.Span).ToArray(), tensor.shape);
            tensor.copy_(values);
        }
    }

    private static IEnumerable<(string Name, Tensor Tensor)> States(nn.Module module) =>
        module.state_dict().Where(state => state.Value.dtype == ScalarType.Float32).Select(state => (state.Key, state.Value));
}
