using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Training;

/// <summary>Every option of a training run. It is saved beside the weights, and a run is repeated by giving it again.</summary>
public sealed record TrainingOptions
{
    /// <summary>
    /// The network, one of the library's own kind; null where the <see cref="Trainer"/> is given another, which the run's <c>run.json</c>
    /// then tells of. Default <see cref="DigitCnnOptions.Small"/>.
    /// </summary>
    public DigitCnnOptions? Network { get; init; } = DigitCnnOptions.Small;

    /// <summary>Passes over the training images, 1 to 10,000. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images a step, 2 to 65,536: batch norm needs two. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>How a step goes from gradients to weights. Default <see cref="OptimizerKind.AdamW"/>.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.AdamW;

    /// <summary>
    /// The share of its last step that a step of <see cref="OptimizerKind.Sgd"/> or <see cref="OptimizerKind.Muon"/> goes on with, 0 to
    /// less than 1. Default 0.9.
    /// </summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>
    /// Whether <see cref="OptimizerKind.Sgd"/> looks ahead along its momentum; that takes a momentum over 0. Default false.
    /// </summary>
    public bool Nesterov { get; init; }

    /// <summary>The optimiser's peak learning rate, over 0. Default 0.01, which suits AdamW.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>How the learning rate goes. Default <see cref="LearningRateSchedule.OneCycle"/>.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.OneCycle;

    /// <summary>The share of all steps in which the learning rate rises, 0 to less than 1. Default 0.2.</summary>
    public double WarmUp { get; init; } = 0.2;

    /// <summary>
    /// The share of all steps, at the end, in which a constant learning rate falls to zero, 0 to 1 - <see cref="WarmUp"/>; 0 for other
    /// schedules. Default 0.
    /// </summary>
    public double CoolDown { get; init; }

    /// <summary>The optimiser's weight decay, on kernels but not on biases and batch norm; 0 to 10. Default 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>
    /// The share of all steps after which the first block learns no more, less than 1; each block after it stops a while later, evenly, and
    /// the linear layer learns to the end: nothing is sent back through what has stopped, which saves most of a step. 0, the default: all
    /// learn to the end. Brock et al., "FreezeOut", arXiv 1706.04983.
    /// </summary>
    public double FreezeOut { get; init; }

    /// <summary>The share of probability that the target gives to all ten digits alike, 0 to less than 1. Default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// The share of the features before the linear layer that a training step leaves out, each by chance, 0 to less than 1. Default 0.
    /// Srivastava et al., "Dropout", JMLR 15 (2014).
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>
    /// Decay a step of the exponential moving average of the weights, which is then what is validated and saved; 0 is none, else less
    /// than 1. Default 0.995. So that it forgets the random start, the average after t steps reaches back over t / 9 of them at most: 0.995
    /// holds from step 1,800 on, 0.9995 from 18,000.
    /// </summary>
    public double Ema { get; init; } = 0.995;

    /// <summary>Which epoch's weights are kept. Default <see cref="MonitoredMetric.ValidationAccuracy"/>.</summary>
    public MonitoredMetric Monitor { get; init; } = MonitoredMetric.ValidationAccuracy;

    /// <summary>What is done to the training images anew in each epoch. Default: all of it, moderately.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>
    /// Synthetic digits that are made anew for each epoch and mixed with the training images: handwriting that MNIST lacks. 0 to
    /// 1,000,000. Default 0.
    /// </summary>
    public int SyntheticPerEpoch { get; init; }

    /// <summary>
    /// Drawings that are no digit, made anew for each epoch and mixed in with a target of a tenth for every digit: what makes the network
    /// unsure of them. 0 to 1,000,000. Default 0.
    /// </summary>
    public int NonDigitsPerEpoch { get; init; }

    /// <summary>
    /// Drawings that are no digit, of more kinds, that a <see cref="DigitDetector"/> learns from once the network is trained, beside which
    /// the network stays as it is. 0, for no detector, to 1,000,000. Default 0.
    /// </summary>
    public int DetectorNonDigits { get; init; }

    /// <summary>
    /// A folder of complete runs whose models' answers to each image, altered as it is, are learned in place of its label. The models take
    /// turns, and every step then also takes a forward pass of one. Default none.
    /// </summary>
    public string? Teachers { get; init; }

    /// <summary>What all chance follows from: weights, order, augmentation. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Threads that libtorch computes with; 0 leaves libtorch's own choice. The same weights twice need the same number. Default 0.
    /// </summary>
    public int Threads { get; init; }

    /// <summary>
    /// Whether the convolutions of a training step compute in bfloat16, while weights, optimiser and whatever is not training stay float32
    /// (Kalamkar et al., "A Study of BFLOAT16 for Deep Learning Training", arXiv 1905.12322). On a processor without instructions for it,
    /// where it would take three times as long, they compute in float32 all the same: <see cref="ComputesInBFloat16"/>. Default false.
    /// </summary>
    public bool MixedPrecision { get; init; }

    /// <summary>Where to compute, as libtorch names it: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>, <c>mps</c>. Default <c>cpu</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The name of an option that is set and that only the library's own networks have; null if there is none.</summary>
    internal string? OfLibraryNetworks =>
        Dropout > 0 ? nameof(Dropout)
        : MixedPrecision ? nameof(MixedPrecision)
        : FreezeOut > 0 ? nameof(FreezeOut)
        : DetectorNonDigits > 0 ? nameof(DetectorNonDigits)
        : null;

    /// <summary>
    /// Whether the convolutions of a training step compute in bfloat16 on this machine: where <see cref="MixedPrecision"/> is asked for,
    /// and the device is a GPU, or a processor with AVX-512 BF16.
    /// </summary>
    public bool ComputesInBFloat16() => MixedPrecision && TorchDevice.HasBFloat16(Device);

    /// <summary>The epoch, of those given, whose weights a run with these options keeps; null of none.</summary>
    /// <param name="epochs">Epochs of one run, in their order: the first of equals is kept.</param>
    public EpochMetrics? Best(IEnumerable<EpochMetrics> epochs) =>
        epochs.Aggregate((EpochMetrics?)null, (best, epoch) => epoch.IsBetterThan(best, Monitor) ? epoch : best);

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        Network?.Validate();
        Augmentation.Validate();
        Check(Epochs is >= 1 and <= 10_000, nameof(Epochs), Epochs, "1 to 10,000");
        Check(BatchSize is >= 2 and <= 65_536, nameof(BatchSize), BatchSize, "2 to 65,536");
        Check(Enum.IsDefined(Optimizer), nameof(Optimizer), Optimizer, string.Join(", ", Enum.GetNames<OptimizerKind>()));
        Check(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "0 to less than 1");
        Check(!Nesterov || Momentum > 0, nameof(Nesterov), Nesterov, "false without momentum");
        Check(LearningRate is > 0 and <= 100, nameof(LearningRate), LearningRate, "over 0 to 100");
        Check(WarmUp is >= 0 and < 1, nameof(WarmUp), WarmUp, "0 to less than 1");
        Check(CoolDown >= 0 && WarmUp + CoolDown <= 1, nameof(CoolDown), CoolDown, "0 to 1 less WarmUp");
        Check(CoolDown == 0 || Schedule == LearningRateSchedule.Constant, nameof(CoolDown), CoolDown, $"0 with the schedule {Schedule}");
        Check(WeightDecay is >= 0 and <= 10, nameof(WeightDecay), WeightDecay, "0 to 10");
        Check(FreezeOut is >= 0 and < 1, nameof(FreezeOut), FreezeOut, "0 to less than 1");
        Check(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "0 to less than 1");
        Check(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "0 to less than 1");
        Check(Ema is >= 0 and < 1, nameof(Ema), Ema, "0 to less than 1");
        Check(SyntheticPerEpoch is >= 0 and <= 1_000_000, nameof(SyntheticPerEpoch), SyntheticPerEpoch, "0 to 1,000,000");
        Check(NonDigitsPerEpoch is >= 0 and <= 1_000_000, nameof(NonDigitsPerEpoch), NonDigitsPerEpoch, "0 to 1,000,000");
        Check(DetectorNonDigits is >= 0 and <= 1_000_000, nameof(DetectorNonDigits), DetectorNonDigits, "0 to 1,000,000");
        Check(Threads is >= 0 and <= 1024, nameof(Threads), Threads, "0 to 1,024");
        Check(Enum.IsDefined(Schedule), nameof(Schedule), Schedule, string.Join(", ", Enum.GetNames<LearningRateSchedule>()));
        Check(Enum.IsDefined(Monitor), nameof(Monitor), Monitor, string.Join(", ", Enum.GetNames<MonitoredMetric>()));
        Check(!string.IsNullOrWhiteSpace(Device), nameof(Device), Device, "cpu, cuda, cuda:1, mps");
    }

    private static void Check(bool valid, string name, object value, string range)
    {
        if (!valid)
        {
            throw new ArgumentException($"{name} is {value}; it has to be {range}.", name);
        }
    }
}

/// <summary>How the validation images are chosen.</summary>
public enum SplitKind
{
    /// <summary>By chance, with each digit's share kept.</summary>
    Stratified,

    /// <summary>By writer: nobody's handwriting is on both sides.</summary>
    Writer,
}
