using HandwrittenDigits.Modeling;
using HandwrittenDigits.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Tests.Modeling;

/// <summary>Sequences that together have every kind of layer, with the settings that each kind has.</summary>
internal static class SequenceNetworks
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, Func<Module<Tensor, Tensor>>> All { get; } = new()
    {
        ["linear alone"] = () => Sequential(Flatten(), Linear(784, 30), ReLU(), Linear(30, 10)),
        ["LeNet"] = () => Sequential(
            Conv2d(1, 6, 5, padding: 2), Sigmoid(), AvgPool2d(2), Conv2d(6, 16, 5), Sigmoid(), AvgPool2d(2), Flatten(),
            Linear(400, 120), Sigmoid(), Linear(120, 84), Tanh(), Linear(84, 10)),
        ["nested, with dropout"] = () => Sequential(
            ("features", Sequential(
                ("first", Sequential(Conv2d(1, 9, 3), BatchNorm2d(9), ReLU(), Dropout2d(0.1))),
                ("pool", MaxPool2d(2)))),
            ("classifier", Sequential(Flatten(), Dropout(0.5), Linear(9 * 13 * 13, 10)))),
        ["dilation and groups"] = () => Sequential(
            new NormalizePixels(), Conv2d(1, 8, 5, stride: 2), ReLU(), Conv2d(8, 12, 3, padding: 2, dilation: 2, groups: 4), GELU(),
            Conv2d(12, 12, 3, padding: Padding.Same, groups: 12, bias: false), BatchNorm2d(12), SiLU(), Flatten(),
            Linear(12 * 12 * 12, 10)),
        ["sides that differ"] = () => Sequential(
            Conv2d(1, 5, (5, 3), stride: (2, 1), padding: (0, 1)), LeakyReLU(0.2), MaxPool2d((2, 4), (1, 3)),
            Conv2d(5, 7, (1, 3)), ReLU(), Flatten(), Linear(7 * 11 * 7, 10)),
        ["pooling of every kind"] = () => Sequential(
            Conv2d(1, 6, 3), ReLU(), MaxPool2d(3, 2, 1, dilation: 2), AvgPool2d(3, 2, 1, count_include_pad: false),
            AdaptiveMaxPool2d([4, 5]), AdaptiveAvgPool2d(2), Flatten(), Linear(24, 10)),
        ["pooling past the edge"] = () => Sequential(
            Conv2d(1, 6, 3), MaxPool2d(3, 2, 1, ceil_mode: true), AvgPool2d(2, 2, ceil_mode: true), AvgPool2d(
                (2, 2), (3, 3), (1, 1), divisor_override: 3),
            Flatten(), Linear(6 * 3 * 3, 10)),
        ["batch norm on its own"] = () => Sequential(
            BatchNorm2d(1), Conv2d(1, 6, 5), ReLU(), BatchNorm2d(6), MaxPool2d(2), BatchNorm2d(6, affine: false), Flatten(),
            BatchNorm1d(864), Linear(864, 20), BatchNorm1d(20), GELU(), Linear(20, 10)),
        ["pooled to logits"] = () => Sequential(Conv2d(1, 10, 5), ReLU(), AdaptiveAvgPool2d(1), Flatten()),
    };

    /// <summary>The network of that name, with random weights and statistics, at rest.</summary>
    public static Module<Tensor, Tensor> Create(string name)
    {
        LibTorchLoader.Load();
        using Generator weights = manual_seed(2);
        return RandomNetworks.Shake(All[name]());
    }
}
