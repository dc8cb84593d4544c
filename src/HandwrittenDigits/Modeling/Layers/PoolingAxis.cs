namespace HandwrittenDigits.Modeling.Layers;

/// <summary>The windows of a pooling along one axis.</summary>
/// <param name="Taps">For each output the places of the input that it looks at; at least one each.</param>
/// <param name="PaddedLengths">How long each window is with the padding that it covers.</param>
public sealed record PoolingAxis(IReadOnlyList<int[]> Taps, IReadOnlyList<int> PaddedLengths)
{
    /// <summary>The windows of a kernel that moves.</summary>
    internal static PoolingAxis Moving(int size, int kernel, int stride, int padding, int dilation, bool ceil)
    {
        long room = size + (2L * padding) - ((long)dilation * (kernel - 1)) - 1;
        long count = room < 0 ? 0 : ((room + (ceil ? stride - 1 : 0)) / stride) + 1;

        // PyTorch: a window that would begin in the padding on the far side is left out.
        if (ceil && count > 0 && (count - 1) * stride >= size + padding)
        {
            count--;
        }

        var taps = new List<int[]>();
        var lengths = new List<int>();
        for (int i = 0; i < count; i++)
        {
            int start = (i * stride) - padding;
            taps.Add([.. Enumerable.Range(0, kernel).Select(k => start + (k * dilation)).Where(place => place >= 0 && place < size)]);
            lengths.Add(Math.Min(start + kernel, size + padding) - start);
        }

        return new PoolingAxis(taps, lengths);
    }

    /// <summary>Windows that share the input out among so many outputs.</summary>
    internal static PoolingAxis Adaptive(int size, int count)
    {
        int[][] taps =
        [
            .. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, size)
                .Where(place => place >= i * size / count && place < (((i + 1) * size) + count - 1) / count).ToArray()),
        ];
        return new PoolingAxis(taps, [.. taps.Select(window => window.Length)]);
    }
}

/// <summary>A layer that makes each number of a window of its feature map.</summary>
public interface IWindowedLayer
{
    /// <summary>What it takes of a window.</summary>
    PoolingMode Mode { get; }

    /// <summary>The windows' rows.</summary>
    PoolingAxis Rows(FeatureShape input);

    /// <summary>The windows' columns.</summary>
    PoolingAxis Columns(FeatureShape input);

    /// <summary>What each window's sum is divided by, row by row, where the mode is the mean.</summary>
    float[] Divisors(FeatureShape input);
}
