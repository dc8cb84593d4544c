using System.Reflection;
using System.Runtime.InteropServices;
using HandwrittenDigits.Data;
using TorchSharp;

namespace HandwrittenDigits.Training;

/// <summary>Where a run comes from: its folder's <c>run.json</c>.</summary>
/// <param name="Started">When it began.</param>
/// <param name="Version">The library's version and, behind a plus sign, the git commit it was built from.</param>
/// <param name="System">Operating system, processor architecture and .NET version.</param>
/// <param name="Data">What it learned from, was chosen by and judged by.</param>
public sealed record RunInfo(DateTimeOffset Started, string Version, string System, IReadOnlyList<RunInfo.DataInfo> Data)
{
    /// <summary>Whose answers it learned, in the order of their turns; none if it learned the labels.</summary>
    public IReadOnlyList<TeacherInfo> Teachers { get; init; } = [];

    /// <summary>How many threads libtorch computed with; 0 where the run is older than this record.</summary>
    public int Threads { get; init; }

    /// <summary>The versions of TorchSharp and libtorch; empty where the run is older than this record.</summary>
    public string Libraries { get; init; } = string.Empty;

    /// <summary>One set of images.</summary>
    /// <param name="Role"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
    /// <param name="Name">What a person calls them.</param>
    /// <param name="Count">How many images.</param>
    /// <param name="Sha256">The hash of pixels and labels: <see cref="DigitDataset.ContentHash"/>.</param>
    public sealed record DataInfo(string Role, string Name, int Count, string Sha256);

    /// <summary>One trained network: see <see cref="TrainingOptions.Teachers"/>.</summary>
    /// <param name="Run">Its run's name.</param>
    /// <param name="Sha256">The hash of its model's file.</param>
    public sealed record TeacherInfo(string Run, string Sha256);

    internal static RunInfo Of(TrainingData data, IReadOnlyList<TeacherInfo> teachers, TimeProvider time)
    {
        string version = typeof(RunInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        string system = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}";
        (string Role, DigitDataset? Images)[] sets = [("train", data.Train), ("validation", data.Validation), ("test", data.Test)];
        return new RunInfo(time.GetUtcNow(), version, system,
        [
            .. sets.Where(set => set.Images is not null)
                .Select(set => new DataInfo(set.Role, set.Images!.Name, set.Images.Count, set.Images.ContentHash())),
        ])
        {
            Teachers = teachers,
            Threads = torch.get_num_threads(),
            Libraries = $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}, libtorch {torch.__version__}",
        };
    }
}
