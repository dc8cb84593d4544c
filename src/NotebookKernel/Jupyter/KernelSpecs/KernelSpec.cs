namespace NotebookKernel.Jupyter.KernelSpecs;

/// <summary>
/// How Jupyter starts a kernel (<see href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs"/>).
/// </summary>
/// <param name="Name">The folder's name, by which notebooks ask for the kernel.</param>
/// <param name="DisplayName">What users choose.</param>
/// <param name="Command">The program and its arguments; Jupyter replaces <c>{connection_file}</c>.</param>
/// <param name="Owner">Who installs it: only what has the same owner is replaced or removed unasked.</param>
public sealed record KernelSpec(string Name, string DisplayName, IReadOnlyList<string> Command, string Owner)
{
    /// <summary>What Jupyter replaces by the connection file's path.</summary>
    public const string ConnectionFilePlaceholder = "{connection_file}";

    /// <summary>Environment variables of the kernel's process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
