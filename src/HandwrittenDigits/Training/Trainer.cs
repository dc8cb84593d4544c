using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Training;

/// <summary>
/// Trains a network: one of the library's own, or any TorchSharp module. It prints nothing: progress is reported as data.
/// </summary>
/// <remarks>
/// All chance in an epoch follows from the seed and the epoch's number, so a run that was stopped and resumed ends with the very same
/// weights as one that was not, on the same machine with the same number of threads. A module of the caller's draws from libtorch's own
/// generator, which is seeded for it at the start and in each epoch.
/// </remarks>
public sealed class Trainer
{
    private const int ValidationBatch = 500;

    private readonly TrainingOptions options;
    private readonly TimeProvider time;
    private readonly Device device;
    private readonly NetworkFactory factory;
    private readonly bool isOwnNetwork;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Every option.</param>
    /// <param name="network"> Makes the network, from <c>[N, 1, 28, 28]</c> float32 (paper = 0, ink = 1) to <c>[N, 10]</c> logits, afresh
    /// each time it is called; by default the options say which network it is.
    /// </param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <exception cref="InvalidNetworkException"><paramref name="network"/> makes none that reads digits; the message says what to
    /// change.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or is none for a network of your own.</exception>
    /// <exception cref="LibTorchLoadException">libtorch can't be loaded here.</exception>
    public Trainer(TrainingOptions options, Func<Module<Tensor, Tensor>>? network = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        LibTorchLoader.Load();
        isOwnNetwork = network is not null;
        this.options = isOwnNetwork ? options with { Network = null } : options;
        this.time = time ?? TimeProvider.System;
        device = TorchDevice.Parse(options.Device);
        factory = (network, options.Network) switch
        {
            ({ } own, _) => NetworkFactory.Of(own),
            (null, { } known) => NetworkFactory.Of(known),
            _ => throw new ArgumentException(
                "The options name no network, since their run was given one of your own: give what makes it.", nameof(network)),
        };
        if (isOwnNetwork && options.OfLibraryNetworks is { } option)
        {
            throw new ArgumentException(
                $"{option} is for the library's own networks: "
                + (option == nameof(options.Dropout)
                    ? "in one of your own, put Dropout(...) among its layers."
                    : "leave it out for one of your own."),
                nameof(options));
        }
    }

    private Trainer(Trainer other, TrainingOptions options)
    {
        options.Validate();
        (this.options, time, device, factory, isOwnNetwork) = (options, other.time, other.device, other.factory, other.isOwnNetwork);
        (Loss, Augment, StopAfter) = (other.Loss, other.Augment, other.StopAfter);
    }

    /// <summary>
    /// The loss of a step, in place of the cross entropy: of logits <c>[B, 10]</c> and of targets <c>[B, 10]</c>, each image's
    /// probabilities (1 for its digit; a tenth for each where the image is no digit), one number. It is what validation images are then
    /// measured by, too.
    /// </summary>
    public Func<Tensor, Tensor, Tensor>? Loss { get; init; }

    /// <summary>
    /// What is done to each batch after <see cref="TrainingOptions.Augmentation"/>: of images <c>[B, 1, 28, 28]</c> (paper = 0, ink = 1)
    /// and the generator that all chance is to be drawn from, as many images.
    /// </summary>
    public Func<Tensor, Generator, Tensor>? Augment { get; init; }

    /// <summary>Asked after each epoch: true ends the run there, complete, with the best epoch so far.</summary>
    public Func<EpochMetrics, bool>? StopAfter { get; init; }

    /// <summary>The options; they name no network where it is one of your own.</summary>
    public TrainingOptions Options => options;

    /// <summary>How many numbers of the network training finds.</summary>
    public long ParameterCount => options.Network?.ParameterCount ?? factory.ParameterCount;

    /// <summary>The same trainer for another number of epochs: see <see cref="RunFolder"/> on prolonging a run.</summary>
    public Trainer WithEpochs(int epochs) => new(this, options with { Epochs = epochs });

    /// <summary>Trains from the start or, where the run's folder holds a checkpoint, from there.</summary>
    /// <param name="data">What to learn from and what to choose by.</param>
    /// <param name="run">Where the run leaves its checkpoint, metrics and model; nowhere if not given.</param>
    /// <param name="progress">Told after each step, on this thread.</param>
    /// <param name="cancellation">Stops after the step under way; the checkpoint of the last complete epoch stays.</param>
    /// <returns>The weights that read the validation images best.</returns>
    /// <exception cref="TrainingDivergedException">The loss is no longer finite.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="RunFolderException">Another process trains in the run's folder, or it holds another run.</exception>
    /// <exception cref="TrainingBusyException">Another training runs in this process.</exception>
    public TrainingResult Train(
        TrainingData data, RunFolder? run = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var training = TrainingLock.Take();
        using IDisposable? held = run?.Lock();
        using var threads = new TorchThreads(options.Threads);
        using Teachers? teachers = options.Teachers is { } runs ? Teachers.Load(runs, device) : null;
        if (teachers is not null && Loss is not null)
        {
            throw new ArgumentException($"Teachers give the loss: leave out {nameof(Loss)} or {nameof(TrainingOptions.Teachers)}.");
        }

        using var state = TrainingState.Start(factory, options, device);
        run?.Begin(options, Info(data, teachers, state), StepsPerEpoch(data.Train));
        run?.ReadCheckpoint(state);
        using var validation = new DigitTensors(data.Validation, device);
        var clock = new TrainingClock(time, options, state.Epochs.Count);

        bool isStopped = false;
        while (state.Epochs.Count < options.Epochs && !isStopped)
        {
            EpochMetrics metrics = RunEpoch(state, teachers, data.Train, validation, clock, progress, cancellation);
            state.Complete(metrics);
            run?.Write(state);
            progress?.Report(clock.Report(metrics));
            isStopped = StopAfter?.Invoke(metrics) == true;
        }

        DigitModel model = ModelCalibration.Calibrate(state.BestModel(data), data.Validation);
        if (options.DetectorNonDigits > 0)
        {
            model = DetectorTraining.Fit(model, data.Train, options.DetectorNonDigits, options.Seed, cancellation);
        }

        TrainingResult result = Judge(model, state, data, cancellation);
        run?.Complete(result);
        return result;
    }

    private RunInfo Info(TrainingData data, Teachers? teachers, TrainingState state) => RunInfo.Of(data, time) with
    {
        Teachers = teachers?.Runs ?? [],
        Network = isOwnNetwork ? RunInfo.NetworkInfo.Of(state.Network) : null,
        OwnCode = [.. Loss is null ? [] : (string[])["loss"], .. Augment is null ? [] : (string[])["augmentation"]],
    };

    private int StepsPerEpoch(DigitDataset train)
    {
        int images = train.Count + options.SyntheticPerEpoch + options.NonDigitsPerEpoch;
        return images >= options.BatchSize
            ? images / options.BatchSize
            : throw new ArgumentException($"{images} training images do not fill a batch of {options.BatchSize}: lower the batch size.");
    }

    // The one look at the test set.
    private static TrainingResult Judge(DigitModel model, TrainingState state, TrainingData data, CancellationToken cancellation)
    {
        if (data.Test is null)
        {
            return new TrainingResult(model, state.Epochs, state.Best!, Test: null);
        }

        EvaluationReport report = Evaluator.Evaluate(DigitClassifier.FromModel(model), data.Test, cancellationToken: cancellation);
        var metrics = new Dictionary<string, double>(model.Metadata.Metrics)
        {
            ["test accuracy"] = report.Accuracy, ["test images"] = report.Count, ["test loss"] = report.Calibration.NegativeLogLikelihood,
        };
        return new TrainingResult(model with { Metadata = model.Metadata with { Metrics = metrics } }, state.Epochs, state.Best!, report);
    }

    private EpochMetrics RunEpoch(
        TrainingState state, Teachers? teachers, DigitDataset images, DigitTensors validation, TrainingClock clock,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        int epoch = state.Epochs.Count + 1;
        using var generator = new Generator(EpochSeed(epoch), device);
        using var train = new EpochImages(images, options, (int)EpochSeed(epoch), device);
        using Tensor order = randperm(train.Count, device: device, generator: generator);
        var augmentation = new Augmentation(options.Augmentation);
        int batches = StepsPerEpoch(images);
        long steps = (long)options.Epochs * batches;
        clock.StartEpoch(epoch, batches);
        state.Network.train();
        var library = state.Network as DigitCnn;
        if (library is not null)
        {
            library.Dropout = options.Dropout > 0 ? features => DropOut(features, generator) : null;
        }

        using Generator? global = isOwnNetwork ? manual_seed((long)EpochSeed(epoch)) : null;
        double lossSum = 0;
        for (int batch = 0; batch < batches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            long step = ((long)(epoch - 1) * batches) + batch;
            double learningRate = LearningRate.At(options, step, steps);
            library?.Freeze(LearningRate.FrozenBlocks(options, step, steps));
            double loss = Step(state, teachers, train, order, batch, augmentation, generator, learningRate, step);
            if (!double.IsFinite(loss))
            {
                throw new TrainingDivergedException(epoch, batch + 1, loss, learningRate);
            }

            lossSum += loss;
            progress?.Report(clock.Report(batch + 1, lossSum / (batch + 1), learningRate));
        }

        double imagesPerSecond = clock.ImagesPerSecond(batches);
        (double validationLoss, double accuracy) = Validate(state, validation, cancellation);
        double last = LearningRate.At(options, ((long)epoch * batches) - 1, steps);
        return double.IsFinite(validationLoss)
            ? new EpochMetrics(epoch, lossSum / batches, validationLoss, accuracy, last, clock.EpochSeconds, imagesPerSecond)
            : throw new TrainingDivergedException(epoch, batches, validationLoss, last);
    }

    private double Step(
        TrainingState state, Teachers? teachers, EpochImages train, Tensor order, int batch, Augmentation augmentation, Generator generator,
        double learningRate, long step)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor indices = order.slice(0, batch * options.BatchSize, (batch + 1) * options.BatchSize, 1);
        (Tensor images, Tensor targets) = train.Batch(indices);
        Tensor altered = Own(Augment, augmentation.Apply(images, generator), generator);
        Tensor logits = state.Network.call(altered);
        Tensor loss = teachers?.Loss(altered, logits, step)
            ?? OwnLoss(logits, targets)
            ?? functional.cross_entropy(logits, targets, label_smoothing: options.LabelSmoothing);
        state.Update(loss, learningRate, step);
        return loss.item<float>();
    }

    private static Tensor Own(Func<Tensor, Generator, Tensor>? augment, Tensor images, Generator generator)
    {
        if (augment is null)
        {
            return images;
        }

        using IDisposable noGradients = no_grad();
        Tensor altered = augment(images, generator);
        return altered.shape.SequenceEqual(images.shape) && altered.dtype == images.dtype
            ? ImageLayout.ChannelsLast(altered)
            : throw new ArgumentException(
                $"{nameof(Augment)} made [{string.Join(", ", altered.shape)}] {altered.dtype} "
                + $"of [{string.Join(", ", images.shape)}] {images.dtype}: it has to keep both.");
    }

    private Tensor? OwnLoss(Tensor logits, Tensor targets)
    {
        Tensor? loss = Loss?.Invoke(logits, targets);
        return loss is null || loss.numel() == 1
            ? loss
            : throw new ArgumentException(
                $"{nameof(Loss)} made [{string.Join(", ", loss.shape)}]: it has to be one number, as .mean() gives it.");
    }

    // What is left grows, so that the sum is the same in the mean. libtorch's own dropout takes no generator, and all chance of an epoch
    // has to follow from its seed.
    private Tensor DropOut(Tensor features, Generator generator)
    {
        using Scalar kept = 1 - options.Dropout;
        return features * empty_like(features).bernoulli_(1 - options.Dropout, generator).div_(kept);
    }

    private (double Loss, double Accuracy) Validate(TrainingState state, DigitTensors validation, CancellationToken cancellation)
    {
        using IDisposable noGradients = no_grad();
        state.Evaluated.eval();
        double lossSum = 0;
        long correct = 0;
        for (int start = 0; start < validation.Count; start += ValidationBatch)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            Tensor logits = state.Evaluated.call(validation.Slice(start, ValidationBatch));
            Tensor labels = validation.Labels.slice(0, start, Math.Min(start + ValidationBatch, validation.Count), 1);
            lossSum += Loss is null
                ? functional.cross_entropy(logits, labels, reduction: Reduction.Sum).item<float>()
                : OwnLoss(logits, functional.one_hot(labels, DigitDataset.ClassCount).to(ScalarType.Float32))!.item<float>()
                    * labels.shape[0];
            correct += logits.argmax(1).eq(labels).sum().item<long>();
        }

        return (lossSum / validation.Count, (double)correct / validation.Count);
    }

    // Knuth's multiplicative hash keeps the seeds of neighbouring epochs and runs apart.
    private ulong EpochSeed(int epoch) => (((ulong)(uint)options.Seed * 2_654_435_761UL) + (uint)epoch) & 0x7fff_ffff;
}
