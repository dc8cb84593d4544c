using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Modeling.Layers;
using HandwrittenDigits.Notebooks.Display;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Notebooks.Monitoring;

/// <summary>A network, layer by layer.</summary>
public static class NetworkTable
{
    /// <summary>What each layer makes of one image, what training finds for it, and what it costs.</summary>
    /// <param name="network">One of the library's own.</param>
    public static TableOutput Of(DigitCnnOptions network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Of(network.Describe());
    }

    /// <summary>What each layer makes of one image, what training finds for it, and what it costs.</summary>
    /// <param name="network">A <see cref="DigitCnn"/>, or a sequence of the usual layers.</param>
    /// <exception cref="InvalidNetworkException">The module holds another layer; the message names it.</exception>
    public static TableOutput Of(Module<Tensor, Tensor> network) => Of(NetworkDescription.Of(network));

    /// <summary>What each layer makes of one image, what training finds for it, and what it costs.</summary>
    /// <param name="network">The layers.</param>
    public static TableOutput Of(NetworkDescription network)
    {
        ArgumentNullException.ThrowIfNull(network);
        List<IReadOnlyList<string>> rows = [["pixels", $"1 × {DigitImage.Side} × {DigitImage.Side}", "0", "0"]];
        for (int i = 0; i < network.Layers.Length; i++)
        {
            NetworkLayer layer = network.Layers[i];
            rows.Add(
            [
                layer.Description, Shape(network.Shapes[i]),
                $"{layer.ParameterCount:N0}", $"{layer.MultiplyAdds(network.InputShape(i)):N0}",
            ]);
        }

        rows.Add(["in all", "", $"{network.ParameterCount:N0}", $"{network.MultiplyAdds:N0}"]);
        return new TableOutput("The network, for one image", ["layer", "output", "parameters", "multiply-adds"], rows);
    }

    private static string Shape(FeatureShape shape) =>
        shape.IsFlat ? $"{shape.Channels}" : $"{shape.Channels} × {shape.Height} × {shape.Width}";
}
