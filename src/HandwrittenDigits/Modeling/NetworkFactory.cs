using HandwrittenDigits.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// Makes one network again and again, each time with fresh weights: to begin with, for the average of the weights, and for what is saved.
/// </summary>
internal sealed class NetworkFactory
{
    private readonly Func<int, Module<Tensor, Tensor>> create;

    private NetworkFactory(Func<int, Module<Tensor, Tensor>> create) => this.create = create;

    /// <summary>How many numbers of it training finds; counted where the caller makes it.</summary>
    public long ParameterCount { get; private init; }

    /// <summary>Makes the library's own network.</summary>
    public static NetworkFactory Of(DigitCnnOptions options) => new(seed => new DigitCnn(options, seed));

    /// <summary>Makes the network that a file describes.</summary>
    public static NetworkFactory Of(NetworkDescription network) => new(network.ToModule);

    /// <summary>Makes the caller's network; one is made and checked now.</summary>
    /// <exception cref="InvalidNetworkException">It is none from <c>[N, 1, 28, 28]</c> to <c>[N, 10]</c>, or the same object each
    /// time.</exception>
    /// <exception cref="LibTorchLoadException">libtorch can't be loaded here.</exception>
    public static NetworkFactory Of(Func<Module<Tensor, Tensor>> make)
    {
        LibTorchLoader.Load();
        Module<Tensor, Tensor> first =
            make() ?? throw new InvalidNetworkException("What makes the network gives nothing: return a module.");
        NetworkCheck.Require(first);
        using Module<Tensor, Tensor> second = make();
        if (ReferenceEquals(first, second))
        {
            throw new InvalidNetworkException(
                "What makes the network gives the same module each time. A run needs several (the average of its weights is one): "
                + "make it anew, as in () => Sequential(Conv2d(1, 8, 3), ...), rather than giving back one made before.");
        }

        long parameters = first.parameters().Sum(parameter => parameter.numel());
        first.Dispose();
        return new NetworkFactory(seed =>
        {
            // A module draws its weights from libtorch's own generator.
            using Generator global = manual_seed(seed);
            return make();
        })
        {
            ParameterCount = parameters,
        };
    }

    /// <summary>A network with random weights.</summary>
    /// <param name="seed">What the weights follow from.</param>
    public Module<Tensor, Tensor> Create(int seed = 1) => create(seed);
}
