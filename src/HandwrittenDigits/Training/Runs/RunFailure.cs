using SharedSource;

namespace HandwrittenDigits.Training.Runs;

/// <summary>Why a run ended without a model: its folder's <c>failure.json</c>, there until it is tried again.</summary>
/// <param name="Kind"><c>diverged</c>, <c>out of memory</c>, <c>killed</c>, <c>disk</c> or <c>error</c>.</param>
/// <param name="Message">What happened, and what to do about it.</param>
/// <param name="When">By the clock of that machine.</param>
public sealed record RunFailure(string Kind, string Message, DateTimeOffset When)
{
    internal const string FileName = "failure.json";

    /// <summary>What is noted in a run's folder, or nothing.</summary>
    /// <exception cref="RunFolderException">The note is damaged.</exception>
    public static RunFailure? Read(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string path = PathIn(run.FullPath);
        return File.Exists(path) ? RunFolder.Parse<RunFailure>(File.ReadAllText(path), path) : null;
    }

    /// <summary>Notes it in a run's folder.</summary>
    public void Write(string folder) =>
        AtomicFile.WriteAllText(PathIn(folder), TrainingJson.Serialize(this, indented: true) + "\n");

    /// <summary>Takes the note away: the run is tried again.</summary>
    public static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            File.Delete(PathIn(folder));
        }
    }

    private static string PathIn(string folder) => Path.Combine(folder, FileName);
}
