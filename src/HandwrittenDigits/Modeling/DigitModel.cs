using HandwrittenDigits.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// A trained network and what is known of it, as it is saved: one safetensors file, which Python's <c>safetensors</c> reads too.
/// </summary>
/// <param name="Network">The network, from <c>[N, 1, 28, 28]</c> (paper = 0, ink = 1) to <c>[N, 10]</c>; disposed with the model.</param>
/// <param name="Metadata">Shape, normalisation, calibration, training options, data and figures.</param>
public sealed record DigitModel(Module<Tensor, Tensor> Network, ModelMetadata Metadata) : IDisposable
{
    private NetworkFactory? factory;

    /// <summary>
    /// What tells whether there is a digit at all, from the features of this network as it is: null where nothing was fitted, and of no
    /// use once the network is trained further.
    /// </summary>
    public DigitDetector? Detector { get; init; }

    /// <summary>A model of a module as it is now, ready to be saved; the module is not copied.</summary>
    /// <param name="network">From <c>[N, 1, 28, 28]</c> (paper = 0, ink = 1) to <c>[N, 10]</c>; disposed with the model.</param>
    /// <param name="data">What it was trained on, for a person to read.</param>
    /// <exception cref="InvalidNetworkException">The module reads no digits; the message says what to change.</exception>
    public static DigitModel Of(Module<Tensor, Tensor> network, string data = "unknown")
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkCheck.Require(network);
        bool isKnown = NetworkDescription.TryRead(network, out NetworkDescription? description, out string? problem);
        return new DigitModel(network, new ModelMetadata { Network = isKnown ? description : null, Undescribed = problem, Data = data });
    }

    /// <summary>Reads a model into libtorch, ready for training or for a look inside.</summary>
    /// <remarks>To read digits with it, <c>DigitClassifier</c> needs no libtorch.</remarks>
    /// <param name="path">A safetensors file that <see cref="Save"/> wrote.</param>
    /// <param name="network">
    /// What makes the network, where it is one of your own whose layers the file can't tell; else left out.
    /// </param>
    /// <exception cref="ModelFormatException">The file is damaged, no model of this project, or one of another network.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidNetworkException">What <paramref name="network"/> makes reads no digits.</exception>
    /// <exception cref="LibTorchLoadException">libtorch can't be loaded here.</exception>
    public static DigitModel Load(string path, Func<Module<Tensor, Tensor>>? network = null) =>
        FromFile(SafetensorsFile.Read(path), path, network is null ? null : NetworkFactory.Of(network));

    /// <summary>Writes the model, replacing a file of that name atomically.</summary>
    public void Save(string path) => ToFile().Write(path);

    /// <summary>The model as it is saved.</summary>
    public SafetensorsFile ToFile()
    {
        Dictionary<string, SafetensorsTensor> tensors = NetworkWeights.Read(Network);
        Detector?.AddTo(tensors);
        return new SafetensorsFile(tensors, Metadata.ToText());
    }

    /// <summary>The same model with weights of its own, to train further. The caller disposes it.</summary>
    public DigitModel Copy() => FromFile(ToFile(), "the model", factory);

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    /// <summary>The model that such a file holds.</summary>
    /// <param name="file">The file.</param>
    /// <param name="source">What an error calls it.</param>
    /// <param name="factory">What makes the network; by default the file says what it is.</param>
    /// <exception cref="ModelFormatException">The file is no model of this project, or one of another network.</exception>
    internal static DigitModel FromFile(SafetensorsFile file, string source, NetworkFactory? factory = null)
    {
        var metadata = ModelMetadata.FromText(file.Metadata, source);
        factory ??= metadata.Network is { } known
            ? NetworkFactory.Of(known)
            : throw new ModelFormatException(
                source,
                $"It does not say what its network is made of ({metadata.Undescribed}): "
                + "give what makes it, as in DigitModel.Load(path, () => new MyNetwork()).");
        return Make(factory, metadata, file.Tensors, source) with { Detector = DigitDetector.Read(file, source) };
    }

    /// <summary>The network with these weights, at rest.</summary>
    /// <exception cref="ModelFormatException">The weights are another network's.</exception>
    internal static DigitModel Make(
        NetworkFactory factory, ModelMetadata metadata, IReadOnlyDictionary<string, SafetensorsTensor> weights, string source)
    {
        Module<Tensor, Tensor> network = factory.Create();
        try
        {
            NetworkWeights.Write(network, weights, source);
            network.eval();
            return new DigitModel(network, metadata) { factory = factory };
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}

/// <summary>
/// A model's file is damaged, or is not what it was taken for. The message says what was expected and what was found.
/// </summary>
public sealed class ModelFormatException : IOException
{
    /// <summary>Makes the error.</summary>
    /// <param name="source">The file, or where else the bytes came from.</param>
    /// <param name="problem">What was expected and what was found, a whole sentence.</param>
    /// <param name="inner">What made it known, where that was another error.</param>
    public ModelFormatException(string source, string problem, Exception? inner = null)
        : base($"{source}: {problem}", inner)
    {
    }
}
