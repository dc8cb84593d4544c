using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>Pooling over windows that move: <c>[C, H, W] -> [C, H', W']</c>.</summary>
/// <param name="Mode">What it takes of a window.</param>
/// <param name="Kernel">The window's sides.</param>
/// <param name="Stride">How far it moves.</param>
public sealed record PoolingLayer(PoolingMode Mode, Extent Kernel, Extent Stride) : NetworkLayer, IWindowedLayer
{
    /// <summary>How far the windows reach beyond each side, at most half of the kernel. Default 0.</summary>
    public Extent Padding { get; init; } = 0;

    /// <summary>From one of the window's pixels to the next, of max pooling. Default 1.</summary>
    public Extent Dilation { get; init; } = 1;

    /// <summary>Whether a window that only partly lies on the input counts. Default false.</summary>
    public bool Ceil { get; init; }

    /// <summary>Whether a mean counts padding as zeros, rather than leaving it out. Default true.</summary>
    public bool CountPadding { get; init; } = true;

    /// <summary>What a sum is divided by, in place of the window's size; null by default.</summary>
    public int? Divisor { get; init; }

    /// <inheritdoc/>
    public override string Description =>
        $"{(Mode == PoolingMode.Max ? "max" : "average")} pooling {Kernel.Height} × {Kernel.Width}"
        + (Stride == Kernel ? "" : $", stride {Stride}");

    /// <inheritdoc/>
    public override FeatureShape OutputShape(FeatureShape input)
    {
        input.RequireMaps("pooling");
        if (Kernel.Height < 1 || Kernel.Width < 1 || Stride.Height < 1 || Stride.Width < 1 || Dilation.Height < 1 || Dilation.Width < 1
            || Padding.Height < 0 || Padding.Width < 0 || 2 * Padding.Height > Kernel.Height || 2 * Padding.Width > Kernel.Width
            || Divisor is 0)
        {
            throw new InvalidNetworkException(
                "a pooling's kernel, stride and dilation are at least 1, and its padding is at most half of the kernel.");
        }

        return FeatureShape.Maps(input.Channels, Rows(input).Taps.Count, Columns(input).Taps.Count);
    }

    /// <inheritdoc/>
    public PoolingAxis Rows(FeatureShape input) =>
        PoolingAxis.Moving(input.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height, Ceil);

    /// <inheritdoc/>
    public PoolingAxis Columns(FeatureShape input) =>
        PoolingAxis.Moving(input.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width, Ceil);

    /// <inheritdoc/>
    public float[] Divisors(FeatureShape input)
    {
        (PoolingAxis rows, PoolingAxis columns) = (Rows(input), Columns(input));
        return
        [
            .. Enumerable.Range(0, rows.Taps.Count).SelectMany(y => Enumerable.Range(0, columns.Taps.Count).Select(x => (float)(Divisor
                ?? (CountPadding ? rows.PaddedLengths[y] * columns.PaddedLengths[x] : rows.Taps[y].Length * columns.Taps[x].Length)))),
        ];
    }

    internal static NetworkLayer FromSettings(LayerSettings settings)
    {
        var layer = new PoolingLayer(settings.Choice<PoolingMode>("mode"), settings.Extent("kernel"), settings.Extent("stride"));
        return layer with
        {
            Padding = settings.Extent("padding", layer.Padding),
            Dilation = settings.Extent("dilation", layer.Dilation),
            Ceil = settings.Flag("ceil", layer.Ceil),
            CountPadding = settings.Flag("countPadding", layer.CountPadding),
            Divisor = settings.OptionalInteger("divisor"),
        };
    }

    internal static NetworkLayer? Read(object module) => module switch
    {
        MaxPool2d pool => new PoolingLayer(PoolingMode.Max, Extent.Of(pool.kernel_size), Extent.Of(pool.stride ?? pool.kernel_size))
        {
            Padding = Extent.Of(pool.padding ?? [0]), Dilation = Extent.Of(pool.dilation ?? [1]), Ceil = pool.ceil_mode,
        },
        AvgPool2d pool => new PoolingLayer(PoolingMode.Average, Extent.Of(pool.kernel_size), Extent.Of(pool.stride ?? pool.kernel_size))
        {
            Padding = Extent.Of(pool.padding ?? [0]), Ceil = pool.ceil_mode, CountPadding = pool.count_include_pad,
            Divisor = (int?)pool.divisor_override,
        },
        _ => null,
    };

    internal override object ToModule() => Mode == PoolingMode.Max
        ? nn.MaxPool2d(Kernel.ToLongs(), Stride.ToLongs(), Padding.ToLongs(), Dilation.ToLongs(), Ceil)
        : nn.AvgPool2d(Kernel.ToLongs(), Stride.ToLongs(), Padding.ToLongs(), Ceil, CountPadding, Divisor);

    internal override INetworkStage ToStage<TVector>(StageContext context) =>
        this is { Mode: PoolingMode.Max, Kernel: { Height: 2, Width: 2 }, Stride: { Height: 2, Width: 2 }, Ceil: false } && Padding == 0
            && Dilation == 1
            && context.Input.IsPaddedTo<TVector>()
            ? new MaxPoolStage(context.Input, context.Maps<TVector>())
            : new PoolStage(context.Input, context.Maps<TVector>(), Mode, this, context.Layer.Input);

    internal override string ToOnnx(OnnxGraph graph, FoldedLayer layer, string input)
    {
        // ONNX's operators count the windows of a ceiling in another way.
        if (Divisor is not null || (Ceil && this with { Ceil = false } is var floor && floor.OutputShape(layer.Input) != layer.Output))
        {
            return graph.AddWindows(this, Mode, layer.Input, input);
        }

        return graph.AddPool(Mode, input, Kernel, Stride, Padding, Dilation, CountPadding);
    }
}

/// <summary>What pooling takes of a window.</summary>
public enum PoolingMode
{
    /// <summary>The greatest.</summary>
    Max,

    /// <summary>The mean.</summary>
    Average,
}
