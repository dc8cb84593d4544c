using HandwrittenDigits.Data;
using HandwrittenDigits.Modeling;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Training;

/// <summary>All that a run carries from one step to the next: weights, their average, the optimiser, and what the epochs came to.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly List<EpochMetrics> epochs = [];
    private readonly DigitCnn? average;
    private readonly TrainingOptions options;

    private TrainingState(DigitCnn network, TrainingOptions options)
    {
        Network = network;
        Network.MixedPrecision = options.ComputesInBFloat16();
        this.options = options;
        if (options.Ema > 0)
        {
            average = new DigitCnn(options.Network);
            average.to(network.parameters().First().device);
            NetworkWeights.Write(average, NetworkWeights.Read(network), "the new network");
        }

        // Kernels and the linear layer's weights decay; biases and batch norm, vectors all, do not.
        ILookup<bool, Parameter> byDecay = network.parameters().ToLookup(parameter => parameter.dim() > 1);
        Optimizer = optim.AdamW(
        [
            new AdamW.ParamGroup(byDecay[true], options.LearningRate, weight_decay: options.WeightDecay),
            new AdamW.ParamGroup(byDecay[false], options.LearningRate, weight_decay: 0),
        ]);
    }

    public DigitCnn Network { get; }

    public AdamW Optimizer { get; }

    public IReadOnlyList<EpochMetrics> Epochs => epochs;

    /// <summary>The epoch that did best on the validation images.</summary>
    public EpochMetrics? Best { get; private set; }

    /// <summary>The weights after that epoch.</summary>
    public Dictionary<string, SafetensorsTensor> BestWeights { get; private set; } = [];

    /// <summary>The network that is validated and saved: the average, where one is kept.</summary>
    public DigitCnn Evaluated => average ?? Network;

    /// <summary>The weights' average, where one is kept.</summary>
    public DigitCnn? Average => average;

    public static TrainingState Start(TrainingOptions options, Device device)
    {
        var network = new DigitCnn(options.Network, options.Seed);
        if (options.StartFrom is { } start)
        {
            using DigitModel model = DigitModel.Load(start);
            NetworkWeights.Write(network, NetworkWeights.Read(model.Network), start);
        }

        network.to(device);
        return new TrainingState(network, options);
    }

    /// <summary>Takes up what a checkpoint holds, in place of the start.</summary>
    public void Restore(IEnumerable<EpochMetrics> completed, Dictionary<string, SafetensorsTensor> bestWeights)
    {
        epochs.AddRange(completed);
        Best = options.Best(epochs);
        BestWeights = bestWeights;
    }

    public void SetLearningRate(double learningRate)
    {
        foreach (optim.ILearningRateController group in Optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }
    }

    /// <summary>Moves the average towards the weights: after step t by at least 9 / (10 + t), so that it forgets the random start.</summary>
    public void UpdateAverage(long step)
    {
        if (average is null)
        {
            return;
        }

        using IDisposable noGradients = no_grad();

        // Held by a name: a passing one may be finalised while libtorch still reads it.
        using Tensor share = 1 - Math.Min(options.Ema, (1.0 + step) / (10.0 + step));
        foreach ((Tensor mean, Tensor latest) in Floats(average).Zip(Floats(Network)))
        {
            mean.lerp_(latest, share);
        }
    }

    public void Complete(EpochMetrics metrics)
    {
        epochs.Add(metrics);
        if (metrics.IsBetterThan(Best, options.Monitor))
        {
            Best = metrics;
            BestWeights = NetworkWeights.Read(Evaluated);
        }
    }

    /// <summary>The network of the best epoch.</summary>
    public DigitModel BestModel(TrainingData data)
    {
        var network = new DigitCnn(options.Network);
        NetworkWeights.Write(network, BestWeights, "the best epoch");
        network.eval();
        string synthetic = options.SyntheticPerEpoch > 0 ? $", and {options.SyntheticPerEpoch:N0} synthetic digits an epoch" : string.Empty;
        string nonDigits = options.NonDigitsPerEpoch > 0 ? $", and {options.NonDigitsPerEpoch:N0} drawings that are no digit" : string.Empty;
        string teachers = options.Teachers is { } runs ? $", answered by the models in {runs}" : string.Empty;
        return new DigitModel(network, new ModelMetadata
        {
            Network = options.Network,
            Training = TrainingJson.Serialize(options),
            Data = $"{Describe(data.Train)}{synthetic}{nonDigits}{teachers}; chosen by {Describe(data.Validation)}",
            Metrics = new Dictionary<string, double>
            {
                ["epoch"] = Best!.Epoch, ["validation accuracy"] = Best.ValidationAccuracy, ["validation loss"] = Best.ValidationLoss,
            },
        });
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        average?.Dispose();
        Network.Dispose();
    }

    // A part of a split has its count in its name.
    private static string Describe(DigitDataset images)
    {
        var count = $"{images.Count:N0}";
        return images.Name.Contains(count, StringComparison.Ordinal) ? images.Name : $"{images.Name}, {count} images";
    }

    private static IEnumerable<Tensor> Floats(DigitCnn network) =>
        network.state_dict().Values.Where(tensor => tensor.dtype == ScalarType.Float32);
}
