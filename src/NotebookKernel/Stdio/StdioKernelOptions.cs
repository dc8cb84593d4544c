using Microsoft.DotNet.Interactive;
using NotebookKernel.Scripting;

namespace NotebookKernel.Stdio;

/// <summary>How a kernel that speaks over its standard streams is run.</summary>
public sealed record StdioKernelOptions
{
    /// <summary>How its cells run. Default: in the current directory.</summary>
    public ScriptSessionOptions Session { get; init; } = new();

    /// <summary>What its kernels' addresses start with. Default: <c>kernel://pid-</c> and the number of this process.</summary>
    public Uri HostUri { get; init; } = KernelHost.CreateHostUriForCurrentProcessId();

    /// <summary>
    /// True for a client that has kernels of its own for input, new cells and scripts, as VS Code's extension for Polyglot Notebooks.
    /// Default: false.
    /// </summary>
    public bool AsksFrontEnd { get; init; }
}
