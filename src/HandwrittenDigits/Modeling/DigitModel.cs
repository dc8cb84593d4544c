using HandwrittenDigits.Native;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// A trained network and what is known of it, as it is saved: one safetensors file, which Python's <c>safetensors</c> reads too.
/// </summary>
/// <param name="Network">The network; disposed with the model.</param>
/// <param name="Metadata">Shape, normalisation, calibration, training options, data and figures.</param>
public sealed record DigitModel(DigitCnn Network, ModelMetadata Metadata) : IDisposable
{
    /// <summary>Reads a model into libtorch, ready for training or for a look inside.</summary>
    /// <remarks>To read digits with it, <c>DigitClassifier</c> needs no libtorch.</remarks>
    /// <param name="path">A safetensors file that <see cref="Save"/> wrote.</param>
    /// <exception cref="ModelFormatException">The file is damaged, or no model of this project.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="LibTorchLoadException">libtorch can't be loaded here.</exception>
    public static DigitModel Load(string path) => FromFile(SafetensorsFile.Read(path), path);

    /// <summary>Writes the model, replacing a file of that name atomically.</summary>
    public void Save(string path) => ToFile().Write(path);

    /// <summary>The model as it is saved.</summary>
    public SafetensorsFile ToFile() => new(NetworkWeights.Read(Network), Metadata.ToText());

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    /// <summary>The model that such a file holds.</summary>
    /// <exception cref="ModelFormatException">The file is no model of this project.</exception>
    internal static DigitModel FromFile(SafetensorsFile file, string source)
    {
        ModelMetadata metadata = ModelMetadata.FromText(file.Metadata, source);
        var network = new DigitCnn(metadata.Network);
        try
        {
            NetworkWeights.Write(network, file.Tensors, source);
            network.eval();
            return new DigitModel(network, metadata);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
