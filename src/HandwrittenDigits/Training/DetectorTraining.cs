using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Modeling;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Training;

/// <summary>
/// Trains a <see cref="DigitDetector"/> on the features of a network that stays as it is: digits of the training set, as they are and
/// corrupted, and synthetic ones, against drawings of every kind that is no digit.
/// </summary>
internal static class DetectorTraining
{
    private const int Hidden = 64;
    private const int BatchSize = 512;
    private const int FeatureBatchSize = 500;
    private const double LearningRate = 0.004;
    private const double WeightDecay = 0.05;
    private const double Dropout = 0.3;

    // Passes over all of it, about.
    private const double Epochs = 22;

    // A third as many synthetic digits as drawings that are no digit; of each corruption, at two strengths, as many images of the
    // training set.
    private const int DrawingsASyntheticDigit = 3;
    private const int CorruptedImages = 1_000;
    private static readonly int[] CorruptedStrengths = [0, 2];

    // Of synthetic digits that it has not seen; of those that people draw about twice as many fall.
    private const double RefusedDigits = 0.003;
    private const int BoundImages = 10_000;

    // Other digits than training, calibration and tests see.
    private const int SeedShift = 0x0DE7EC;

    /// <summary>The model with a detector.</summary>
    /// <param name="model">A model of a <see cref="DigitCnn"/>; it stays as it is.</param>
    /// <param name="train">The digits that trained it.</param>
    /// <param name="nonDigits">How many drawings that are no digit to learn from.</param>
    /// <param name="seed">What all chance follows from.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public static DigitModel Fit(DigitModel model, DigitDataset train, int nonDigits, int seed, CancellationToken cancellation = default)
    {
        using DisposeScope scope = NewDisposeScope();
        var network = (DigitCnn)model.Network;
        seed ^= SeedShift;
        ReadOnlyMemory<byte>[] digits =
            [train.Pixels, SyntheticDigits.Dataset(nonDigits / DrawingsASyntheticDigit, seed).Pixels, .. Corrupted(train, seed)];
        Tensor positive = cat([.. digits.Select(pixels => Features(network, pixels, cancellation))]);
        Tensor negative = Features(network, NonDigits.Images(nonDigits, seed, NonDigits.AllKinds), cancellation);
        Tensor mean = positive.mean([0]);
        Tensor deviation = positive.std(0) + 1e-3;
        Tensor features = (cat([positive, negative]) - mean) / deviation;
        Tensor targets = cat([ones(positive.shape[0]), zeros(negative.shape[0])]);

        using var generator = new Generator((ulong)(uint)seed);
        Tensor[] weights = [.. Train(features, targets, generator, cancellation).Select(weight => weight.detach())];

        // Back to features as they come out of the network.
        weights[0] /= deviation;
        weights[1] -= (weights[0] * mean).sum(1);
        Tensor unseen = Score(weights, Features(network, SyntheticDigits.Dataset(BoundImages, seed + 1).Pixels, cancellation));
        weights[3] -= unseen.quantile(tensor(RefusedDigits, ScalarType.Float32));
        float[][] numbers = [.. weights.Select(weight => weight.contiguous().data<float>().ToArray())];
        return model with { Detector = DigitDetector.Of(numbers[0], numbers[1], numbers[2], numbers[3][0]) };
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Corrupted(DigitDataset train, int seed)
    {
        DigitDataset some = train.Take(Math.Min(CorruptedImages, train.Count));
        return Corruption.All.SelectMany(corruption => CorruptedStrengths
            .Select(strength => corruption.Apply(some, corruption.Strengths[strength], seed).Pixels));
    }

    private static Tensor Features(DigitCnn network, ReadOnlyMemory<byte> pixels, CancellationToken cancellation)
    {
        using IDisposable noGradients = no_grad();
        int count = pixels.Length / Imaging.DigitImage.PixelCount;
        using var images = new DigitTensors(pixels, new byte[count], network.parameters().First().device);
        var batches = new List<Tensor>();
        for (int start = 0; start < count; start += FeatureBatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using Tensor batch = images.Slice(start, FeatureBatchSize);
            using Tensor features = network.Features(batch);
            batches.Add(features.cpu());
        }

        return cat(batches);
    }

    // Weights and biases of the two layers, as PyTorch draws them; AdamW with a rate that rises and falls once.
    private static Tensor[] Train(Tensor features, Tensor targets, Generator generator, CancellationToken cancellation)
    {
        int inputs = (int)features.shape[1];
        Parameter[] weights = [Uniform(inputs, Hidden, inputs), Uniform(inputs, Hidden), Uniform(Hidden, 1, Hidden), Uniform(Hidden, 1)];
        Parameter Uniform(int fanIn, params long[] shape) => new(((rand(shape, generator: generator) * 2) - 1) / Math.Sqrt(fanIn));
        using AdamW optimizer = optim.AdamW(weights, LearningRate, weight_decay: WeightDecay);
        int steps = (int)(Epochs * features.shape[0] / BatchSize);
        optim.lr_scheduler.LRScheduler schedule = optim.lr_scheduler.OneCycleLR(optimizer, LearningRate, total_steps: steps);
        for (int step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            Tensor chosen = randint(0, features.shape[0], [BatchSize], generator: generator);
            Tensor kept = rand([BatchSize, Hidden], generator: generator).ge(Dropout).to(ScalarType.Float32) / (1 - Dropout);
            Tensor scores = Score(weights, features.index_select(0, chosen), kept);
            Tensor loss = functional.binary_cross_entropy_with_logits(scores, targets.index_select(0, chosen));
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            schedule.step();
        }

        return weights;
    }

    private static Tensor Score(Tensor[] weights, Tensor features, Tensor? kept = null)
    {
        Tensor hidden = functional.relu(functional.linear(features, weights[0], weights[1]));
        return functional.linear(kept is null ? hidden : hidden * kept, weights[2], weights[3]).squeeze(1);
    }
}
