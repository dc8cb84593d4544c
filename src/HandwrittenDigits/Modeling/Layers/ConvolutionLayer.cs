using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>A convolution: <c>[In, H, W] -> [Out, H', W']</c>.</summary>
/// <param name="In">Feature maps that come in.</param>
/// <param name="Out">Feature maps that go out.</param>
/// <param name="Kernel">The kernel's sides.</param>
public sealed record ConvolutionLayer(int In, int Out, Extent Kernel) : NetworkLayer
{
    private const int MostPadding = 1000;

    /// <summary>How far the kernel moves. Default 1.</summary>
    public Extent Stride { get; init; } = 1;

    /// <summary>Zeros added on each side. Default none.</summary>
    public Extent Padding { get; init; } = 0;

    /// <summary>From one of the kernel's pixels to the next. Default 1.</summary>
    public Extent Dilation { get; init; } = 1;

    /// <summary>Into how many groups the maps are split, each convolved apart. Default 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether it has a bias. Default true.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override string Description =>
        $"convolution {Kernel.Height} × {Kernel.Width}"
        + (Stride == 1 ? "" : $", stride {Stride}")
        + (Dilation == 1 ? "" : $", dilation {Dilation}")
        + (Groups == 1 ? "" : $", {Groups} groups");

    /// <inheritdoc/>
    public override long ParameterCount => ((long)Out * In / Groups * Kernel.Height * Kernel.Width) + (Bias ? Out : 0);

    private long[] WeightShape => [Out, In / Groups, Kernel.Height, Kernel.Width];

    /// <inheritdoc/>
    public override FeatureShape OutputShape(FeatureShape input)
    {
        input.RequireMaps("a convolution");
        if (In < 1 || Out < 1 || Groups < 1 || In % Groups != 0 || Out % Groups != 0
            || !InRange(Kernel, 1) || !InRange(Stride, 1) || !InRange(Dilation, 1) || !InRange(Padding, 0))
        {
            throw new InvalidNetworkException(
                "a convolution's channels, kernel, stride and dilation are at least 1, its padding is at least 0, "
                + "and its groups divide the channels.");
        }

        return input.Channels == In
            ? FeatureShape.Maps(
                Out,
                Side(input.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height),
                Side(input.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width))
            : throw new InvalidNetworkException($"a convolution reads {In} feature maps; there are {input.Channels}.");
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(FeatureShape input)
    {
        FeatureShape output = OutputShape(input);
        return (long)Out * In / Groups * Kernel.Height * Kernel.Width * output.Height * output.Width;
    }

    internal static NetworkLayer FromSettings(LayerSettings settings)
    {
        var layer = new ConvolutionLayer(settings.Integer("in"), settings.Integer("out"), settings.Extent("kernel"));
        return layer with
        {
            Stride = settings.Extent("stride", layer.Stride),
            Padding = settings.Extent("padding", layer.Padding),
            Dilation = settings.Extent("dilation", layer.Dilation),
            Groups = settings.Integer("groups", layer.Groups),
            Bias = settings.Flag("bias", layer.Bias),
        };
    }

    internal static NetworkLayer? Read(object module)
    {
        if (module is not Conv2d { transposed: false, padding_mode: PaddingModes.Zeros } conv)
        {
            return null;
        }

        var kernel = Extent.Of(conv.kernel_size);
        var dilation = Extent.Of(conv.dilation);
        Extent reach = new(dilation.Height * (kernel.Height - 1), dilation.Width * (kernel.Width - 1));
        Extent? padding = conv.padding_type switch
        {
            null => Extent.Of(conv.padding!),
            TorchSharp.Padding.Valid => 0,

            // With an even kernel there is one more zero on one side than on the other.
            _ => reach.Height % 2 == 0 && reach.Width % 2 == 0 ? new Extent(reach.Height / 2, reach.Width / 2) : null,
        };
        return padding is null ? null : new ConvolutionLayer((int)conv.in_channels, (int)conv.out_channels, kernel)
        {
            Stride = Extent.Of(conv.stride), Padding = padding.Value, Dilation = dilation, Groups = (int)conv.groups,
            Bias = conv.bias is not null,
        };
    }

    internal override object ToModule() => nn.Conv2d(
        In, Out, Kernel.ToLongs(), Stride.ToLongs(), Padding.ToLongs(), Dilation.ToLongs(), groups: Groups, bias: Bias);

    internal override void Fold(NetworkFolding folding) => folding.Add(new FoldedLayer(
        this, folding.Tensor($"{Name}.weight", WeightShape), Bias ? folding.Tensor($"{Name}.bias", Out) : new float[Out]));

    internal override INetworkStage ToStage<TVector>(StageContext context)
    {
        var kernel = DenseKernel.Of(this, context.Layer.Weights);
        return new ConvolutionStage<TVector>(kernel, context.Layer.Bias, context.Input, context.Maps<TVector>(), context.Least);
    }

    internal override string ToOnnx(OnnxGraph graph, FoldedLayer layer, string input) => graph.Add(
        "Conv",
        [input, graph.Constant("weight", WeightShape, layer.Weights), graph.Constant("bias", [Out], layer.Bias)],
        OnnxMessages.Attribute("kernel_shape", [Kernel.Height, Kernel.Width]),
        OnnxMessages.Attribute("strides", [Stride.Height, Stride.Width]),
        OnnxMessages.Attribute("pads", [Padding.Height, Padding.Width, Padding.Height, Padding.Width]),
        OnnxMessages.Attribute("dilations", [Dilation.Height, Dilation.Width]),
        OnnxMessages.Attribute("group", Groups));

    private static bool InRange(Extent extent, int least) =>
        extent.Height >= least && extent.Width >= least && extent.Height <= MostPadding && extent.Width <= MostPadding;

    private static long Side(int side, int kernel, int stride, int padding, int dilation)
    {
        long room = side + (2L * padding) - ((long)dilation * (kernel - 1)) - 1;
        return room < 0 ? 0 : (room / stride) + 1;
    }
}
