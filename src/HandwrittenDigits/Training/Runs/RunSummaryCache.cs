using System.Text.Json;
using SharedSource;

namespace HandwrittenDigits.Training.Runs;

/// <summary>
/// What was read of the runs in a folder, with the stamp of the files that it was read from. It may be deleted at any time: then
/// everything is read again.
/// </summary>
internal static class RunSummaryCache
{
    private const string FileName = ".runs.json";

    // Written by another version, it may lack what this one reads.
    private const int Format = 2;

    private static readonly string[] Files =
        ["options.json", "run.json", TrainingSelection.FileName, "metrics.jsonl", "report.json", RunFailure.FileName, "model.safetensors"];

    /// <summary>One run.</summary>
    public sealed record Entry(string Name, string Stamp, RunSummary Summary);

    /// <summary>
    /// What a run is read from: length and time of each file. Times are only compared for being the same: a clock that jumps does no harm.
    /// </summary>
    public static string Stamp(string folder)
    {
        // FNV-1a, 64 bits: the same in every process.
        ulong hash = 14695981039346656037;
        foreach (string file in Files)
        {
            var info = new FileInfo(Path.Combine(folder, file));
            bool exists = info.Exists;
            Mix(exists ? (ulong)info.Length + 1 : 0);
            Mix(exists ? (ulong)info.LastWriteTimeUtc.Ticks : 0);
        }

        return hash.ToString("x16");

        void Mix(ulong value)
        {
            for (int shift = 0; shift < 64; shift += 8)
            {
                hash = (hash ^ ((value >> shift) & 0xff)) * 1099511628211;
            }
        }
    }

    /// <summary>What is remembered, by name; nothing where there is none, or it is damaged.</summary>
    public static Dictionary<string, Entry> Read(string runs)
    {
        try
        {
            string path = Path.Combine(runs, FileName);
            Memory? memory =
                File.Exists(path) ? JsonSerializer.Deserialize<Memory>(File.ReadAllBytes(path), TrainingJson.LineOptions) : null;
            return memory?.Format == Format ? memory.Rows.ToDictionary(row => row.Name, row => Unpack(row, memory.Texts)) : [];
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or JsonException or ArgumentException or IndexOutOfRangeException)
        {
            return [];
        }
    }

    /// <summary>Remembers; where the folder can't be written to, nothing is, and the next reading takes as long as this one.</summary>
    public static void Write(string runs, IReadOnlyList<Entry> entries)
    {
        try
        {
            var texts = new Dictionary<string, int>(StringComparer.Ordinal);
            Row[] rows = [.. entries.Select(entry => Pack(entry, texts))];
            byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(new Memory(Format, [.. texts.Keys], rows), TrainingJson.LineOptions);
            AtomicFile.WriteAllBytes(Path.Combine(runs, FileName), bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static Row Pack(Entry entry, Dictionary<string, int> texts) => new(
        entry.Name,
        entry.Stamp,
        entry.Summary with { Recorded = new Dictionary<string, string>(), Epochs = [] },
        [.. entry.Summary.Recorded.SelectMany(pair => new[] { Index(pair.Key, texts), Index(pair.Value, texts) })],
        [
            .. entry.Summary.Epochs.SelectMany(e => new[]
            {
                e.Epoch, e.TrainLoss, e.ValidationLoss, e.ValidationAccuracy, e.LearningRate, e.Seconds, e.ImagesPerSecond,
            }),
        ]);

    private static Entry Unpack(Row row, string[] texts)
    {
        var recorded = new Dictionary<string, string>(row.Recorded.Length / 2, StringComparer.Ordinal);
        for (int i = 0; i < row.Recorded.Length; i += 2)
        {
            recorded.Add(texts[row.Recorded[i]], texts[row.Recorded[i + 1]]);
        }

        EpochMetrics[] epochs = [.. row.Epochs.Chunk(7).Select(e => new EpochMetrics((int)e[0], e[1], e[2], e[3], e[4], e[5], e[6]))];
        return new Entry(row.Name, row.Stamp, row.Summary with { Recorded = recorded, Epochs = epochs });
    }

    private static int Index(string text, Dictionary<string, int> texts)
    {
        if (!texts.TryGetValue(text, out int index))
        {
            texts.Add(text, index = texts.Count);
        }

        return index;
    }

    // The same few hundred texts stand in thousands of runs, and an epoch is seven numbers: a fifth of the length, and of the time.
    private sealed record Memory(int Format, string[] Texts, Row[] Rows);

    private sealed record Row(string Name, string Stamp, RunSummary Summary, int[] Recorded, double[] Epochs);
}
