namespace HandwrittenDigits.Training.Sweeps;

/// <summary>What a sweep asks of a Slurm cluster, for each of its trainings. What is not given is the cluster's default.</summary>
public sealed record SlurmOptions
{
    /// <summary>The partition.</summary>
    public string? Partition { get; init; }

    /// <summary>The account that is charged.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// The longest time, as Slurm writes it: <c>1:30:00</c>. A training that is cut off goes on from its last complete epoch.
    /// </summary>
    public string? Time { get; init; }

    /// <summary>Memory, as Slurm writes it: <c>4G</c>.</summary>
    public string? Memory { get; init; }

    /// <summary>Processors of a training, which are its threads too. Default 1.</summary>
    public int CpusPerTask { get; init; } = 1;

    /// <summary>GPUs of a training, as Slurm's <c>--gpus</c> has it: <c>1</c>, <c>a100:1</c>. Set the option <c>device</c> too.</summary>
    public string? Gpus { get; init; }

    /// <summary>How many trainings may run at once; by default as many as the cluster lets.</summary>
    public int? AtOnce { get; init; }

    /// <summary>Lines of shell before the training: <c>module load dotnet</c>.</summary>
    public IReadOnlyList<string> Setup { get; init; } = [];

    /// <summary>What the command is run by: <c>apptainer exec digits.sif</c>.</summary>
    public string? Container { get; init; }

    /// <summary>The program on the cluster's machines. Default: the one that submits, which a shared folder has to hold.</summary>
    public string? Command { get; init; }

    /// <summary>Further options of <c>sbatch</c>: <c>--qos=low</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>How often a training is submitted that ends without a result, being killed, cut off or lost; 1 to 100. Default 3.</summary>
    public int Attempts { get; init; } = 3;
}
