using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Display;

namespace HandwrittenDigits.Notebooks.Monitoring;

/// <summary>A network, layer by layer.</summary>
public static class NetworkTable
{
    /// <summary>What each layer makes of one image, what training finds for it, and what it costs.</summary>
    /// <param name="network">The network's shape.</param>
    public static TableOutput Of(DigitCnnOptions network)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Validate();
        List<IReadOnlyList<string>> rows = [["pixels", $"1 × {DigitImage.Side} × {DigitImage.Side}", "0", "0"]];
        int inputs = 1;
        int side = DigitImage.Side;
        long work = 0;
        foreach (ConvolutionBlockOptions block in network.Blocks)
        {
            int convolved = block.ConvolvedSide(side);
            int weights = inputs * block.Kernel * block.Kernel * block.Channels;
            long multiplyAdds = (long)weights * convolved * convolved;
            string stride = block.Stride == 1 ? "" : $", stride {block.Stride}";
            rows.Add([$"convolution {block.Kernel} × {block.Kernel}{stride}", Shape(block.Channels, convolved), $"{weights:N0}", $"{multiplyAdds:N0}"]);
            rows.Add(["batch norm, ReLU", Shape(block.Channels, convolved), $"{2 * block.Channels:N0}", "0"]);
            side = block.OutputSide(side);
            if (block.Pool)
            {
                rows.Add(["max pooling 2 × 2", Shape(block.Channels, side), "0", "0"]);
            }

            work += multiplyAdds;
            inputs = block.Channels;
        }

        int head = (network.HeadInputs + 1) * DigitDataset.ClassCount;
        long headWork = (long)network.HeadInputs * DigitDataset.ClassCount;
        rows.Add(["linear: logits", $"{DigitDataset.ClassCount}", $"{head:N0}", $"{headWork:N0}"]);
        rows.Add(["in all", "", $"{network.ParameterCount:N0}", $"{work + headWork:N0}"]);
        return new TableOutput("The network, for one image", ["layer", "output", "parameters", "multiply-adds"], rows);
    }

    private static string Shape(int channels, int side) => $"{channels} × {side} × {side}";
}
