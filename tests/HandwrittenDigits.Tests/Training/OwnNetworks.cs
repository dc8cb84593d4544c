using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Tests.Training;

/// <summary>Networks such as a reader writes in a cell.</summary>
internal static class OwnNetworks
{
    /// <summary>A sequence of the usual layers.</summary>
    public static Sequential Sequence() => Sequential(
        Conv2d(1, 6, 5, stride: 2), BatchNorm2d(6), ReLU(), MaxPool2d(2), Dropout(0.2), Flatten(),
        Linear(6 * 6 * 6, 32), ReLU(), Linear(32, 10));

    /// <summary>A module with a forward of its own, whose layers can't be told from outside.</summary>
    public sealed class Residual : Module<Tensor, Tensor>
    {
        private readonly Conv2d first = Conv2d(1, 8, 5, stride: 2);
        private readonly Conv2d second = Conv2d(8, 8, 3, padding: 1);
        private readonly Linear head = Linear(8 * 6 * 6, 10);

        public Residual()
            : base(nameof(Residual)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            Tensor features = functional.relu(first.call(input));
            features = functional.max_pool2d(functional.relu(features + second.call(features)), 2);
            return head.call(features.flatten(1));
        }
    }

    /// <summary>As <see cref="Residual"/> might be written by one who forgot a line.</summary>
    public sealed class Unregistered : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv = Conv2d(1, 8, 28);
        private readonly Linear head = Linear(8, 10);

        public Unregistered()
            : base(nameof(Unregistered)) => register_module(nameof(head), head);

        public override Tensor forward(Tensor input) => head.call(conv.call(input).flatten(1));
    }

    /// <summary>Layers in a list, which registration does not see.</summary>
    public sealed class Listed : Module<Tensor, Tensor>
    {
        private readonly List<Linear> layers = [Linear(784, 32)];
        private readonly Linear head = Linear(32, 10);

        public Listed()
            : base(nameof(Listed)) => RegisterComponents();

        public override Tensor forward(Tensor input) => head.call(layers[0].call(input.flatten(1)).relu());
    }
}
