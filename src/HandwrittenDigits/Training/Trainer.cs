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

/// <summary>Trains a <see cref="DigitCnn"/>. It prints nothing: progress is reported as data.</summary>
/// <remarks>
/// All chance in an epoch follows from the seed and the epoch's number, so a run that was stopped and resumed ends with the
/// very same weights as one that was not, on the same machine with the same number of threads.
/// </remarks>
public sealed class Trainer
{
    private const int ValidationBatch = 500;

    private readonly TrainingOptions options;
    private readonly TimeProvider time;
    private readonly Device device;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Every knob.</param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="LibTorchLoadException">libtorch can't be loaded here.</exception>
    public Trainer(TrainingOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        LibTorchLoader.Load();
        this.options = options;
        this.time = time ?? TimeProvider.System;
        device = TorchDevice.Parse(options.Device);
    }

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
        using TrainingTurn turn = TrainingTurn.Take();
        using IDisposable? held = run?.Hold();
        using var threads = new TorchThreads(options.Threads);
        using Teachers? teachers = options.Teachers is { } runs ? Teachers.Load(runs, device) : null;
        using TrainingState state = run?.ReadCheckpoint(options, device) ?? TrainingState.Start(options, device);
        using var validation = new DigitTensors(data.Validation, device);
        run?.Begin(options, data, teachers?.Runs ?? []);
        var clock = new TrainingClock(time, options, state.Epochs.Count);

        while (state.Epochs.Count < options.Epochs)
        {
            EpochMetrics metrics = RunEpoch(state, teachers, data.Train, validation, clock, progress, cancellation);
            state.Complete(metrics);
            run?.Write(state);
            progress?.Report(clock.Report(metrics));
        }

        TrainingResult result = Judge(ModelCalibration.Calibrate(state.BestModel(data), data.Validation), state, data, cancellation);
        run?.Complete(result);
        return result;
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
        int batches = train.Count / options.BatchSize;
        if (batches == 0)
        {
            throw new ArgumentException($"{train.Count} training images do not fill a batch of {options.BatchSize}: lower the batch size.");
        }

        clock.StartEpoch(epoch, batches);
        state.Network.train();
        state.Network.Dropout = options.Dropout > 0 ? features => DropOut(features, generator) : null;
        double lossSum = 0;
        for (var batch = 0; batch < batches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            long step = ((long)(epoch - 1) * batches) + batch;
            double learningRate = LearningRate.At(options, step, (long)options.Epochs * batches);
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
        if (!double.IsFinite(validationLoss))
        {
            throw new TrainingDivergedException(epoch, batches, validationLoss, LearningRate.At(options, ((long)epoch * batches) - 1, (long)options.Epochs * batches));
        }

        return new EpochMetrics(
            epoch, lossSum / batches, validationLoss, accuracy, LearningRate.At(options, ((long)epoch * batches) - 1, (long)options.Epochs * batches),
            clock.EpochSeconds, imagesPerSecond);
    }

    private double Step(
        TrainingState state, Teachers? teachers, EpochImages train, Tensor order, int batch, Augmentation augmentation, Generator generator,
        double learningRate, long step)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor indices = order.slice(0, batch * options.BatchSize, (batch + 1) * options.BatchSize, 1);
        (Tensor images, Tensor targets) = train.Batch(indices);
        Tensor altered = augmentation.Apply(images, generator);
        Tensor logits = state.Network.call(altered);
        Tensor loss = teachers?.Loss(altered, logits, step) ?? functional.cross_entropy(logits, targets, label_smoothing: options.LabelSmoothing);
        state.Optimizer.zero_grad();
        loss.backward();
        state.SetLearningRate(learningRate);
        state.Optimizer.step();
        state.UpdateAverage(step);
        return loss.item<float>();
    }

    // What is left grows, so that the sum is the same in the mean. libtorch's own dropout takes no generator, and all chance of an epoch has
    // to follow from its seed.
    private Tensor DropOut(Tensor features, Generator generator)
    {
        using Scalar kept = 1 - options.Dropout;
        return features * empty_like(features).bernoulli_(1 - options.Dropout, generator).div_(kept);
    }

    private static (double Loss, double Accuracy) Validate(TrainingState state, DigitTensors validation, CancellationToken cancellation)
    {
        using IDisposable noGradients = no_grad();
        state.Evaluated.eval();
        double lossSum = 0;
        long correct = 0;
        for (var start = 0; start < validation.Count; start += ValidationBatch)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            Tensor logits = state.Evaluated.call(validation.Slice(start, ValidationBatch));
            Tensor labels = validation.Labels.slice(0, start, Math.Min(start + ValidationBatch, validation.Count), 1);
            lossSum += functional.cross_entropy(logits, labels, reduction: Reduction.Sum).item<float>();
            correct += logits.argmax(1).eq(labels).sum().item<long>();
        }

        return (lossSum / validation.Count, (double)correct / validation.Count);
    }

    // Knuth's multiplicative hash keeps the seeds of neighbouring epochs and runs apart.
    private ulong EpochSeed(int epoch) => (((ulong)(uint)options.Seed * 2_654_435_761UL) + (uint)epoch) & 0x7fff_ffff;
}
