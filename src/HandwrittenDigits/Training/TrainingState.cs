using HandwrittenDigits.Data;
using HandwrittenDigits.Modeling;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Training;

/// <summary>All that a run carries from one step to the next: weights, their average, the optimiser, and what the epochs came to.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly List<EpochMetrics> epochs = [];
    private readonly NetworkFactory factory;
    private readonly Module<Tensor, Tensor>? average;
    private readonly TrainingOptions options;

    private TrainingState(NetworkFactory factory, TrainingOptions options, Device device)
    {
        this.factory = factory;
        this.options = options;
        Network = factory.Create(options.Seed);
        Network.to(device);
        if (Network is DigitCnn own)
        {
            own.MixedPrecision = options.ComputesInBFloat16();
        }

        if (options.Ema > 0)
        {
            average = factory.Create();
            average.to(device);
            NetworkWeights.Write(average, NetworkWeights.Read(Network), "the new network");
        }

        AllOptimizers = Optimizers.Create(options, Network);
    }

    public Module<Tensor, Tensor> Network { get; }

    /// <summary>The optimisers, each of other parameters.</summary>
    public IReadOnlyList<OptimizerHelper> AllOptimizers { get; }

    public IReadOnlyList<EpochMetrics> Epochs => epochs;

    /// <summary>The epoch that did best on the validation images.</summary>
    public EpochMetrics? Best { get; private set; }

    /// <summary>The weights after that epoch.</summary>
    public Dictionary<string, SafetensorsTensor> BestWeights { get; private set; } = [];

    /// <summary>The network that is validated and saved: the average, where one is kept.</summary>
    public Module<Tensor, Tensor> Evaluated => average ?? Network;

    /// <summary>The weights' average, where one is kept.</summary>
    public Module<Tensor, Tensor>? Average => average;

    public static TrainingState Start(NetworkFactory factory, TrainingOptions options, Device device) => new(factory, options, device);

    /// <summary>Takes up what a checkpoint holds, in place of the start.</summary>
    public void Restore(IEnumerable<EpochMetrics> completed, Dictionary<string, SafetensorsTensor> bestWeights)
    {
        epochs.AddRange(completed);
        Best = options.Best(epochs);
        BestWeights = bestWeights;
    }

    /// <summary>One step of all weights against the gradient of the loss, and of their average.</summary>
    public void Update(Tensor loss, double learningRate, long step)
    {
        foreach (OptimizerHelper optimizer in AllOptimizers)
        {
            optimizer.zero_grad();
        }

        loss.backward();
        foreach (OptimizerHelper optimizer in AllOptimizers)
        {
            foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = learningRate;
            }

            optimizer.step();
        }

        UpdateAverage(step);
    }

    // After step t the average moves by at least 9 / (10 + t), so that it forgets the random start.
    private void UpdateAverage(long step)
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
        string synthetic = options.SyntheticPerEpoch > 0 ? $", and {options.SyntheticPerEpoch:N0} synthetic digits an epoch" : string.Empty;
        string nonDigits =
            options.NonDigitsPerEpoch > 0 ? $", and {options.NonDigitsPerEpoch:N0} drawings that are no digit" : string.Empty;
        string detector = options.DetectorNonDigits > 0 ? $", the detector on {options.DetectorNonDigits:N0} more" : string.Empty;
        string teachers = options.Teachers is { } runs ? $", answered by the models in {runs}" : string.Empty;
        NetworkDescription.TryRead(Network, out NetworkDescription? description, out string? problem);
        var metadata = new ModelMetadata
        {
            Network = description,
            Undescribed = problem,
            Training = TrainingJson.Serialize(options),
            Data = $"{Describe(data.Train)}{synthetic}{nonDigits}{detector}{teachers}; chosen by {Describe(data.Validation)}",
            Metrics = new Dictionary<string, double>
            {
                ["epoch"] = Best!.Epoch, ["validation accuracy"] = Best.ValidationAccuracy, ["validation loss"] = Best.ValidationLoss,
            },
        };
        return DigitModel.Make(factory, metadata, BestWeights, "the best epoch");
    }

    public void Dispose()
    {
        foreach (OptimizerHelper optimizer in AllOptimizers)
        {
            optimizer.Dispose();
        }

        average?.Dispose();
        Network.Dispose();
    }

    // A part of a split has its count in its name.
    private static string Describe(DigitDataset images)
    {
        string count = $"{images.Count:N0}";
        return images.Name.Contains(count, StringComparison.Ordinal) ? images.Name : $"{images.Name}, {count} images";
    }

    private static IEnumerable<Tensor> Floats(Module<Tensor, Tensor> network) =>
        network.state_dict().Values.Where(tensor => tensor.dtype == ScalarType.Float32);
}
