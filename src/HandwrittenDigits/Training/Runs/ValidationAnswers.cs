using System.Security.Cryptography;
using System.Text.Json;
using HandwrittenDigits.Data;
using HandwrittenDigits.Inference;
using SharedSource;

namespace HandwrittenDigits.Training.Runs;

/// <summary>What a run's model answers to its validation images; kept in the run's folder, so that they are read once.</summary>
/// <param name="Model">The SHA-256 of the model's file.</param>
/// <param name="Images">The hash of the images: <see cref="DigitDataset.ContentHash"/>.</param>
/// <param name="Answers">A digit for each image.</param>
public sealed record ValidationAnswers(string Model, string Images, string Answers)
{
    private const string FileName = "validation.json";

    /// <summary>The answer to an image, 0 to 9.</summary>
    public int this[int image] => Answers[image] - '0';

    /// <summary>The answers of a complete run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="images">Its validation images.</param>
    /// <param name="cancellation">Stops between two images.</param>
    /// <exception cref="RunFolderException">The run is not complete, or was validated on other images.</exception>
    public static ValidationAnswers Of(RunFolder run, DigitDataset images, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(images);
        if (!run.IsComplete)
        {
            throw new RunFolderException(
                $"{run.FullPath} is not complete, so there is no model to read the validation images: "
                + "'digits train --resume' goes on with it.");
        }

        string hash = images.ContentHash();
        if (run.ReadInfo().Data.FirstOrDefault(set => set.Role == "validation") is { } recorded && recorded.Sha256 != hash)
        {
            throw new RunFolderException($"{run.FullPath} was validated on other images ({recorded.Name}), which are not at hand.");
        }

        string model = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(run.ModelPath)));
        if (Read(run) is { } kept && kept.Model == model && kept.Images == hash && kept.Answers.Length == images.Count)
        {
            return kept;
        }

        var classifier = DigitClassifier.Load(run.ModelPath);
        IReadOnlyList<Prediction> predictions = classifier.ClassifyBatch(images, Environment.ProcessorCount, cancellation);
        var answers = new ValidationAnswers(model, hash, string.Concat(predictions.Select(prediction => (char)('0' + prediction.Label))));
        answers.Write(run);
        return answers;
    }

    private static ValidationAnswers? Read(RunFolder run)
    {
        string path = Path.Combine(run.FullPath, FileName);
        try
        {
            return File.Exists(path) ? TrainingJson.Deserialize<ValidationAnswers>(File.ReadAllText(path)) : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }

    private void Write(RunFolder run)
    {
        try
        {
            AtomicFile.WriteAllText(Path.Combine(run.FullPath, FileName), TrainingJson.Serialize(this) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where the folder can't be written to, they are read again the next time.
        }
    }
}
