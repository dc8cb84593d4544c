using System.Globalization;
using System.Text.Json;
using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Modeling;
using SharedSource;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Training;

/// <summary>
/// The folder that a run leaves: everything needed to tell what it was, to compare it, to take it up again and to use its model.
/// </summary>
/// <remarks>
/// <code>
/// options.json            every option
/// run.json                when, which version and commit, which data and teachers (with hashes)
/// metrics.jsonl           a line an epoch
/// events.out.tfevents.*   the same for TensorBoard
/// checkpoint.safetensors  what the next epoch needs
/// model.safetensors       the best epoch's network, once the run is complete
/// report.json             how it reads the test set, once the run is complete
/// </code>
/// Files are replaced atomically: after a kill the folder holds the last complete epoch. A run may be prolonged, given the same options
/// with more epochs, where the schedule of the learning rate would have been the same up to there: constant, without warm-up and cool-down.
/// </remarks>
public sealed class RunFolder
{
    private readonly TimeProvider time;
    private TensorBoardWriter? tensorBoard;

    private RunFolder(string path, TimeProvider time)
    {
        FullPath = Path.GetFullPath(path);
        this.time = time;
    }

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>What the run is called: the folder's own name.</summary>
    public string Name => Path.GetFileName(FullPath);

    /// <summary>The best epoch's network; there once the run is complete.</summary>
    public string ModelPath => At("model.safetensors");

    /// <summary>How the model reads the test set; there once the run is complete.</summary>
    public string ReportPath => At("report.json");

    /// <summary>What the next epoch needs; there once an epoch is complete.</summary>
    public string CheckpointPath => At("checkpoint.safetensors");

    /// <summary>True once all epochs are done and the model is saved.</summary>
    public bool IsComplete => File.Exists(ModelPath);

    /// <summary>True once something has been written of the run.</summary>
    public bool IsBegun => File.Exists(At("run.json"));

    /// <summary>Makes a new folder, named by the time and perhaps a name: <c>20260131-235959-wide</c>.</summary>
    /// <param name="runs">The folder that holds all runs.</param>
    /// <param name="name">A word for the person who compares runs, or nothing.</param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <exception cref="ArgumentException">The name has a character that a folder's name can't have.</exception>
    public static RunFolder Create(string runs, string? name = null, TimeProvider? time = null)
    {
        if (name is not null
            && (name.Length == 0 || name.IndexOfAny([.. Path.GetInvalidFileNameChars(), '/', '\\']) >= 0 || name is "." or ".."))
        {
            throw new ArgumentException($"'{name}' can't be part of a folder's name: use letters, digits and hyphens.", nameof(name));
        }

        time ??= TimeProvider.System;
        string stem =
            time.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + (name is null ? string.Empty : $"-{name}");
        for (int attempt = 1; ; attempt++)
        {
            string path = Path.Combine(runs, attempt == 1 ? stem : $"{stem}-{attempt}");
            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path);
                return new RunFolder(path, time);
            }
        }
    }

    /// <summary>Makes a folder of a given name, or takes one that is there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="time">The clock; by default the system's.</param>
    public static RunFolder CreateAt(string path, TimeProvider? time = null)
    {
        Directory.CreateDirectory(path);
        return new RunFolder(path, time ?? TimeProvider.System);
    }

    /// <summary>Opens a folder that a run left.</summary>
    /// <exception cref="RunFolderException">There is no run in it.</exception>
    public static RunFolder Open(string path, TimeProvider? time = null)
    {
        var run = new RunFolder(path, time ?? TimeProvider.System);
        return File.Exists(run.At("options.json"))
            ? run
            : throw new RunFolderException(
                $"{run.FullPath} holds no run: there is no options.json in it. 'digits runs list' shows the runs there are.");
    }

    /// <summary>All runs in a folder, oldest first.</summary>
    public static IReadOnlyList<RunFolder> List(string runs) =>
        !Directory.Exists(runs)
            ? []
            :
            [
                .. Directory.GetDirectories(runs)
                    .Where(path => File.Exists(Path.Combine(path, "options.json")))
                    .Order(StringComparer.Ordinal)
                    .Select(path => Open(path)),
            ];

    /// <summary>Keeps other processes from training in this folder.</summary>
    /// <returns>What ends that, as does the end of the process.</returns>
    /// <exception cref="RunFolderException">Another process trains in it.</exception>
    public IDisposable Lock() => FolderLock.TryAcquire(FullPath)
        ?? throw new RunFolderException($"{FullPath} is being trained by another process: wait for its end, or stop it.");

    /// <summary>The run's options.</summary>
    /// <exception cref="RunFolderException">They are missing or damaged.</exception>
    public TrainingOptions ReadOptions() => ReadJson<TrainingOptions>("options.json");

    /// <summary>Where the run comes from.</summary>
    /// <exception cref="RunFolderException">It is missing or damaged.</exception>
    public RunInfo ReadInfo() => ReadJson<RunInfo>("run.json");

    /// <summary>How many numbers of the network training finds.</summary>
    /// <exception cref="RunFolderException">A file of the run is missing or damaged.</exception>
    public long ReadParameterCount() => ReadOptions().Network?.ParameterCount ?? ReadInfo().Network?.Parameters ?? 0;

    /// <summary>
    /// What makes the run's network, where it is one of the caller's own that has a description; null where the options name it, or only
    /// the caller's code can make it.
    /// </summary>
    /// <exception cref="RunFolderException">A file of the run is missing or damaged.</exception>
    public Func<Module<Tensor, Tensor>>? ReadNetwork()
    {
        if (ReadInfo().Network?.Architecture is not { } architecture)
        {
            return null;
        }

        try
        {
            var network = NetworkDescription.FromJson(architecture.ToJsonString());
            return () => network.ToModule();
        }
        catch (Exception e) when (e is JsonException or InvalidNetworkException)
        {
            throw new RunFolderException($"{At("run.json")} is damaged: {e.Message}", e);
        }
    }

    /// <summary>What the epochs came to; none where the first is not complete.</summary>
    /// <exception cref="RunFolderException">The file is damaged.</exception>
    public IReadOnlyList<EpochMetrics> ReadMetrics()
    {
        string path = At("metrics.jsonl");
        return !File.Exists(path) ? [] : [.. File.ReadLines(path).Select(line => Parse<EpochMetrics>(line, path))];
    }

    /// <summary>
    /// Writes what is known before the first epoch. A run that is taken up again has to be the same run, or the same for more epochs where
    /// the learning rate's schedule allows that.
    /// </summary>
    /// <param name="options">The run's options.</param>
    /// <param name="info">Where it comes from.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    /// <exception cref="RunFolderException">The folder holds a run of something else; the message says of what.</exception>
    internal void Begin(TrainingOptions options, RunInfo info, int stepsPerEpoch)
    {
        if (IsBegun)
        {
            RunIdentity.RequireSame(FullPath, ReadInfo(), info);
            RequireSameOptions(options, stepsPerEpoch);
        }

        // Begun is what has a run.json: its options are there by then, however the process ended.
        WriteText("options.json", TrainingJson.Serialize(options, indented: true) + "\n");
        if (!IsBegun)
        {
            WriteText("run.json", TrainingJson.Serialize(info, indented: true) + "\n");
        }
    }

    /// <summary>Puts the state after the last complete epoch in place of the start, where there is one.</summary>
    /// <exception cref="RunFolderException">The checkpoint is damaged.</exception>
    internal void ReadCheckpoint(TrainingState state)
    {
        if (File.Exists(CheckpointPath))
        {
            Checkpoint.Read(CheckpointPath, state);
        }
    }

    private void RequireSameOptions(TrainingOptions options, int stepsPerEpoch)
    {
        TrainingOptions saved = ReadOptions();
        if (saved == options)
        {
            return;
        }

        if (saved with { Epochs = options.Epochs } != options)
        {
            throw new RunFolderException(
                $"{FullPath} was begun with other options, so going on with these would mix two runs: give the same, or start a new run. "
                + $"It has {TrainingJson.Serialize(saved)}");
        }

        int done = ReadMetrics().Count;
        if (options.Epochs < done || !LearningRate.IsSame(saved, options, done, stepsPerEpoch))
        {
            throw new RunFolderException(
                $"{FullPath} was begun for {saved.Epochs} epochs, {done} of which are done, and can't go on to {options.Epochs}: "
                + $"with the schedule {saved.Schedule} and a warm-up of {saved.WarmUp} their learning rates would have been others. "
                + "A run begun with Schedule Constant, WarmUp 0, CoolDown 0 and FreezeOut 0 can be prolonged at any time; "
                + "of this one start a new run.");
        }
    }

    /// <summary>Saves the state after an epoch.</summary>
    internal void Write(TrainingState state)
    {
        Checkpoint.Write(CheckpointPath, state);
        WriteText("metrics.jsonl", string.Concat(state.Epochs.Select(epoch => TrainingJson.Serialize(epoch) + "\n")));
        tensorBoard ??= new TensorBoardWriter(FullPath, time);
        EpochMetrics latest = state.Epochs[^1];
        tensorBoard.Write(latest.Epoch,
        [
            ("loss/train", latest.TrainLoss), ("loss/validation", latest.ValidationLoss),
            ("accuracy/validation", latest.ValidationAccuracy), ("learning rate", latest.LearningRate),
            ("images per second", latest.ImagesPerSecond),
        ]);
    }

    /// <summary>Saves how the model of a run that was trained without test images reads them, and which they were.</summary>
    internal void WriteJudgement(EvaluationReport report, DigitDataset test)
    {
        RunInfo info = ReadInfo();
        RunInfo.DataInfo[] others = [.. info.Data.Where(set => set.Role != RunInfo.TestRole)];
        RunInfo judged = info with { Data = [.. others, new(RunInfo.TestRole, test.Name, test.Count, test.ContentHash())] };
        WriteText("run.json", TrainingJson.Serialize(judged, indented: true) + "\n");
        WriteReport(report);
    }

    /// <summary>Saves how the model reads the test set.</summary>
    internal void WriteReport(EvaluationReport report) => WriteText("report.json", TrainingJson.Serialize(report, indented: true) + "\n");

    /// <summary>Saves the model and how it reads the test set.</summary>
    internal void Complete(TrainingResult result)
    {
        if (result.Test is not null)
        {
            WriteReport(result.Test);
        }

        result.Model.Save(ModelPath);
    }

    private void WriteText(string name, string text) => AtomicFile.WriteAllText(At(name), text);

    private T ReadJson<T>(string name)
    {
        string path = At(name);
        return File.Exists(path)
            ? Parse<T>(File.ReadAllText(path), path)
            : throw new RunFolderException($"{path} is missing, so the run can't be read. Start a new run.");
    }

    /// <exception cref="RunFolderException">The text is no such value.</exception>
    internal static T Parse<T>(string json, string path)
    {
        try
        {
            return TrainingJson.Deserialize<T>(json);
        }
        catch (JsonException e)
        {
            throw new RunFolderException($"{path} is damaged, or of another version: {e.Message}", e);
        }
    }

    private string At(string name) => Path.Combine(FullPath, name);
}

/// <summary>A run's folder can't be used as asked; the message says why and what to do.</summary>
public sealed class RunFolderException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which folder, what was expected and found, and what mends it.</param>
    /// <param name="innerException">The cause, if it was another exception.</param>
    public RunFolderException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
