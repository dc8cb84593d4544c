using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using HandwrittenDigits.Data;
using HandwrittenDigits.Modeling;
using TorchSharp;
using static TorchSharp.torch;

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

    /// <summary>The network, where the caller gave one of their own; null of one that the run's options name.</summary>
    public NetworkInfo? Network { get; init; }

    /// <summary>What the caller's own code did: <c>loss</c>, <c>augmentation</c>; a run that goes on needs it again.</summary>
    public IReadOnlyList<string> OwnCode { get; init; } = [];

    internal const string TestRole = "test";

    /// <summary>A network of the caller's own.</summary>
    /// <param name="Name">Its class.</param>
    /// <param name="Parameters">How many numbers training finds.</param>
    /// <param name="Tensors">The shape of each of its tensors, by name: what tells it from another.</param>
    public sealed record NetworkInfo(string Name, long Parameters, IReadOnlyDictionary<string, long[]> Tensors)
    {
        /// <summary>The network's layers, as <see cref="NetworkDescription"/> has them; null where it has no description.</summary>
        public JsonNode? Architecture { get; init; }

        internal static NetworkInfo Of(nn.Module<Tensor, Tensor> network) => new(
            network.GetType().Name, network.parameters().Sum(parameter => parameter.numel()),
            new SortedDictionary<string, long[]>(
                network.state_dict().ToDictionary(state => state.Key, state => state.Value.shape), StringComparer.Ordinal))
        {
            Architecture = NetworkDescription.TryRead(network, out NetworkDescription? description, out _)
                ? JsonNode.Parse(description.ToJson())
                : null,
        };

        internal bool IsLike(NetworkInfo? other) =>
            other is not null && Tensors.Count == other.Tensors.Count
            && (Architecture is null || other.Architecture is null || JsonNode.DeepEquals(Architecture, other.Architecture))
            && Tensors.All(tensor => other.Tensors.TryGetValue(tensor.Key, out long[]? shape) && shape.SequenceEqual(tensor.Value));
    }

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

    internal static RunInfo Of(TrainingData data, TimeProvider time)
    {
        string version =
            typeof(RunInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        string system =
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}";
        (string Role, DigitDataset? Images)[] sets = [("train", data.Train), ("validation", data.Validation), (TestRole, data.Test)];
        return new RunInfo(time.GetUtcNow(), version, system,
        [
            .. sets.Where(set => set.Images is not null)
                .Select(set => new DataInfo(set.Role, set.Images!.Name, set.Images.Count, set.Images.ContentHash())),
        ])
        {
            Threads = torch.get_num_threads(),
            Libraries = $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}, libtorch {torch.__version__}",
        };
    }
}
