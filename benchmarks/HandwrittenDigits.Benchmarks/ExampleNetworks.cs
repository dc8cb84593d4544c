using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Benchmarks;

/// <summary>The networks of the examples that most people begin with, for comparison.</summary>
internal static class ExampleNetworks
{
    /// <summary>Keras's "Simple MNIST convnet": 34,826 parameters. Reads <c>[N, 1, 28, 28]</c>, ink = 1.</summary>
    public static Module<Tensor, Tensor> Keras() => Sequential(
        Conv2d(1, 32, 3),
        ReLU(),
        MaxPool2d(2),
        Conv2d(32, 64, 3),
        ReLU(),
        MaxPool2d(2),
        Flatten(),
        Dropout(0.5),
        Linear(1600, 10));

    /// <summary>The network of pytorch/examples' <c>mnist</c>: 1,199,882 parameters. Reads <c>[N, 1, 28, 28]</c>, normalised.</summary>
    public static Module<Tensor, Tensor> PyTorch() => Sequential(
        Conv2d(1, 32, 3),
        ReLU(),
        Conv2d(32, 64, 3),
        ReLU(),
        MaxPool2d(2),
        Dropout(0.25),
        Flatten(),
        Linear(9216, 128),
        ReLU(),
        Dropout(0.5),
        Linear(128, 10),
        LogSoftmax(1));

    /// <summary>How many of the images a network reads, 0 to 1.</summary>
    /// <param name="network">Reads <c>[N, 1, 28, 28]</c>.</param>
    /// <param name="images"><c>[N, 1, 28, 28]</c> float32, as it wants them.</param>
    /// <param name="labels"><c>[N]</c> int64.</param>
    public static double Accuracy(Module<Tensor, Tensor> network, Tensor images, Tensor labels)
    {
        const int batch = 250;
        using IDisposable noGradients = no_grad();
        network.eval();
        long right = 0;
        for (long start = 0; start < images.shape[0]; start += batch)
        {
            using DisposeScope scope = NewDisposeScope();
            long end = Math.Min(start + batch, images.shape[0]);
            right += network.call(images.slice(0, start, end, 1)).argmax(1).eq(labels.slice(0, start, end, 1)).sum().item<long>();
        }

        network.train();
        return (double)right / images.shape[0];
    }
}
