using System.Text.Json;
using HandwrittenDigits.Data;
using SharedSource;

namespace HandwrittenDigits.Training;

/// <summary>Which images a run learns from and which it is chosen by; kept in the run's folder, so that resuming finds the same.</summary>
public sealed record TrainingSelection
{
    internal const string FileName = "data.json";

    /// <summary>The default share of the validation images: 5,000 of MNIST's 60,000.</summary>
    public const double DefaultValidation = 1.0 / 12;

    // Every run with the same split is chosen by the same images, whatever its seed, so that runs can be compared.
    private const int SplitSeed = 1;

    /// <summary>The folder of MNIST's files; the usual places where not given.</summary>
    public string? Folder { get; init; }

    /// <summary>True for digits that a program draws in place of MNIST's.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Only the first so many of MNIST's training images; all where not given.</summary>
    public int? TrainingImages { get; init; }

    /// <summary>The share of the validation images, over 0 and less than 1.</summary>
    public double Validation { get; init; } = DefaultValidation;

    /// <summary>How they are chosen.</summary>
    public SplitKind Split { get; init; }

    /// <summary>What a run was begun with; the defaults where it does not say.</summary>
    /// <exception cref="RunFolderException">The file is damaged.</exception>
    public static TrainingSelection Read(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string path = Path.Combine(run.FullPath, FileName);
        try
        {
            return File.Exists(path) ? TrainingJson.Deserialize<TrainingSelection>(File.ReadAllText(path)) : new TrainingSelection();
        }
        catch (JsonException e)
        {
            throw new RunFolderException($"{path} is damaged, so the run can't go on: {e.Message} Start a new run.", e);
        }
    }

    /// <summary>Keeps it in a run's folder.</summary>
    public void Write(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        AtomicFile.WriteAllText(Path.Combine(run.FullPath, FileName), TrainingJson.Serialize(this, indented: true) + "\n");
    }

    /// <summary>Splits MNIST as chosen.</summary>
    public TrainingData Select(MnistData mnist)
    {
        ArgumentNullException.ThrowIfNull(mnist);
        DigitDataset train = TrainingImages is { } count ? mnist.Train.Take(count) : mnist.Train;
        DatasetSplit split = Split == SplitKind.Writer
            ? DatasetSplit.ByWriter(train, Validation, SplitSeed)
            : DatasetSplit.Stratified(train, Validation, SplitSeed);
        return new TrainingData(split.Train, split.Validation, mnist.Test);
    }
}

/// <summary>What says which epoch's weights are kept.</summary>
public enum MonitoredMetric
{
    /// <summary>The highest accuracy on the validation images; at a tie, the lower loss.</summary>
    ValidationAccuracy,

    /// <summary>
    /// The lowest loss on the validation images; at a tie, the higher accuracy. Of a long run the better choice: where only a few images
    /// are read wrongly, chance decides which epoch reads one more.
    /// </summary>
    ValidationLoss,
}
