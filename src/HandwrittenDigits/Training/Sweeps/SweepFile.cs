using System.Text.Json.Nodes;

namespace HandwrittenDigits.Training.Sweeps;

/// <summary>A sweep as a person writes it.</summary>
internal sealed record SweepFile
{
    public string? Name { get; init; }

    public JsonObject Base { get; init; } = [];

    public TrainingSelection Data { get; init; } = new();

    public JsonObject Networks { get; init; } = [];

    public JsonObject? Grid { get; init; }

    public RandomSearch? Random { get; init; }

    public JsonArray? List { get; init; }

    public IReadOnlyList<int>? Seeds { get; init; }

    public int Parallel { get; init; } = 1;

    public SweepHalving? Halving { get; init; }

    public SlurmOptions Slurm { get; init; } = new();

    public sealed record RandomSearch(int Runs, JsonObject Options, int Seed = 1);
}

/// <summary>A sweep's file can't be used; the message says where it is wrong and what it has to be.</summary>
public sealed class SweepFileException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which file, what was expected and found, and what mends it.</param>
    /// <param name="innerException">The cause, if it was another exception.</param>
    public SweepFileException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
