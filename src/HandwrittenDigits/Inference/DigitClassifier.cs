using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Inference;

/// <summary>
/// Reads digits: from images, strokes, pictures or tensors. Needs no libtorch but for tensors, wakes no thread of its own for one
/// image, and may be used by any number of threads.
/// </summary>
public sealed class DigitClassifier
{
    private readonly IDigitNetwork network;

    /// <summary>Makes a classifier of a network.</summary>
    /// <param name="network">Its metadata may name a <c>temperature</c> and a rule for <c>unsure</c>.</param>
    /// <param name="source">What an error calls the place that it comes from.</param>
    /// <exception cref="ModelFormatException">The temperature or the rule is malformed.</exception>
    public DigitClassifier(FoldedNetwork network, string source = "model")
        : this(new ManagedNetwork(network), network.Metadata, source)
    {
    }

    private DigitClassifier(IDigitNetwork network, IReadOnlyDictionary<string, string> metadata, string source)
    {
        this.network = network;
        Temperature = ModelMetadata.ReadTemperature(metadata, source);
        Rule = metadata.TryGetValue(UnsureRule.MetadataKey, out string? rule) ? UnsureRule.FromJson(rule, source) : null;
    }

    /// <summary>The network that reads, as plain numbers.</summary>
    /// <exception cref="InvalidNetworkException">It is one that has no description; the message names the layer.</exception>
    public FoldedNetwork Network => network.Network;

    /// <summary>What logits are divided by before softmax, fitted on validation data; 1 where nothing was fitted.</summary>
    public double Temperature { get; }

    /// <summary>
    /// When to answer "unsure", besides where the network's detector says so; null where nothing was fitted: then only a blank image is.
    /// </summary>
    public UnsureRule? Rule { get; }

    /// <summary>Reads a model's file.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or no model of this project.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static DigitClassifier Load(string path) => new(FoldedNetwork.Load(path), path);

    /// <summary>Reads the file of a model whose network only the code that made it can make.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">What makes the network.</param>
    /// <exception cref="ModelFormatException">The file is damaged, or one of another network.</exception>
    public static DigitClassifier Load(string path, Func<Module<Tensor, Tensor>> network) => FromModel(DigitModel.Load(path, network));

    /// <summary>The model that comes with this library.</summary>
    public static DigitClassifier LoadShipped() =>
        new(FoldedNetwork.FromSafetensors(ShippedModel.File, ShippedModel.Name), ShippedModel.Name);

    /// <summary>
    /// A classifier of a model as it is now; training it further changes nothing here. A network that has no description is read where it
    /// is, by libtorch, and has to stay.
    /// </summary>
    public static DigitClassifier FromModel(DigitModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new DigitClassifier(IDigitNetwork.Of(model), model.Metadata.ToText(), "model");
    }

    /// <summary>A classifier of a module: as it is now, where it has a description, else where it is.</summary>
    /// <param name="network">From <c>[N, 1, 28, 28]</c> (paper = 0, ink = 1) to <c>[N, 10]</c>; it stays the caller's.</param>
    /// <exception cref="InvalidNetworkException">The module reads no digits; the message says what to change.</exception>
    public static DigitClassifier FromModule(Module<Tensor, Tensor> network) => FromModel(DigitModel.Of(network));

    /// <summary>Reads one image, prepared as MNIST's are.</summary>
    public Prediction Classify(DigitImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        float[] logits = new float[DigitDataset.ClassCount];
        float detected = network.Logits(image.Pixels.Span, logits);
        return Predict(logits, detected, image.IsBlank);
    }

    /// <summary>Reads what a pen drew.</summary>
    public Prediction Classify(Drawing drawing) => Classify(StrokeRasterizer.Rasterize(drawing));

    /// <summary>
    /// Reads a picture of one digit, a photo of paper included: the ink is found, cleaned and prepared as MNIST's digits were.
    /// </summary>
    /// <param name="picture">Any size; dark ink on light paper or the other way round.</param>
    /// <returns>The digit; unsure with <see cref="UnsureReason.SeveralDigits"/> where there are several.</returns>
    public Prediction Classify(GrayImage picture) => Read(picture).AsOneDigit;

    /// <summary>Reads all digits in a picture, in rows from left to right, and keeps what was seen on the way.</summary>
    /// <param name="picture">Any size; dark ink on light paper or the other way round.</param>
    public PictureReading Read(GrayImage picture) => new PictureDigits(this, InkExtractor.Find(picture)).Read();

    /// <summary>Reads images in a tensor.</summary>
    /// <param name="images"><c>[N, 1, 28, 28]</c> or <c>[N, 28, 28]</c>, on any device: float32 (paper = 0, ink = 1) or uint8 (ink =
    /// 255).</param>
    /// <exception cref="ArgumentException">The tensor has another shape or element type.</exception>
    public IReadOnlyList<Prediction> Classify(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.shape is not ([_, 1, DigitImage.Side, DigitImage.Side] or [_, DigitImage.Side, DigitImage.Side])
            || images.dtype is not (ScalarType.Float32 or ScalarType.Byte))
        {
            throw new ArgumentException(
                $"Images are [N, 1, 28, 28] or [N, 28, 28], float32 or uint8; this is [{string.Join(", ", images.shape)}], {images.dtype}.",
                nameof(images));
        }

        using Tensor local = images.detach().cpu().contiguous();
        if (local.dtype == ScalarType.Byte)
        {
            return ClassifyBatch(local.data<byte>().ToArray());
        }

        ReadOnlySpan<float> pixels = local.data<float>().ToArray();
        var predictions = new Prediction[pixels.Length / DigitImage.PixelCount];
        for (int i = 0; i < predictions.Length; i++)
        {
            ReadOnlySpan<float> image = pixels.Slice(i * DigitImage.PixelCount, DigitImage.PixelCount);
            float[] logits = new float[DigitDataset.ClassCount];
            float detected = network.Logits(image, logits);
            predictions[i] = Predict(logits, detected, !image.ContainsAnyExcept(0f));
        }

        return predictions;
    }

    /// <summary>Reads all images of a data set.</summary>
    /// <param name="dataset">The images; their labels are not looked at.</param>
    /// <param name="threads">How many threads share the images; by default one.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    public IReadOnlyList<Prediction> ClassifyBatch(DigitDataset dataset, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return ClassifyBatch(dataset.Pixels, threads, cancellationToken);
    }

    private Prediction[] ClassifyBatch(ReadOnlyMemory<byte> pixels, int threads = 1, CancellationToken cancellationToken = default)
    {
        float[] detected = new float[pixels.Length / DigitImage.PixelCount];
        float[] logits = network.LogitsBatch(pixels, threads, detected, cancellationToken);
        var predictions = new Prediction[detected.Length];
        for (int i = 0; i < predictions.Length; i++)
        {
            ReadOnlySpan<byte> image = pixels.Span.Slice(i * DigitImage.PixelCount, DigitImage.PixelCount);
            float[] row = logits[(i * DigitDataset.ClassCount)..((i + 1) * DigitDataset.ClassCount)];
            predictions[i] = Predict(row, detected[i], !image.ContainsAnyExcept((byte)0));
        }

        return predictions;
    }

    private Prediction Predict(float[] logits, float detected, bool isBlank)
    {
        double[] probabilities = new double[logits.Length];
        Softmax.Apply(logits, Temperature, probabilities);
        UnsureReason? reason = isBlank ? UnsureReason.Blank
            : detected < 0 || Rule?.Refuses(logits) == true ? UnsureReason.NotLikeADigit
            : null;
        return new Prediction(Softmax.ArgMax(logits), probabilities, logits, reason);
    }
}
