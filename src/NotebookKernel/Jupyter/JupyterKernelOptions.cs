using NotebookKernel.Scripting;

namespace NotebookKernel.Jupyter;

/// <summary>What a program that is a Jupyter kernel tells of itself.</summary>
public sealed record JupyterKernelOptions
{
    /// <summary>The name that <c>kernel_info_reply</c> gives as <c>implementation</c>.</summary>
    public required string Implementation { get; init; }

    /// <summary>The version of <see cref="Implementation"/>.</summary>
    public required string ImplementationVersion { get; init; }

    /// <summary>What a console shows above the first prompt.</summary>
    public string Banner { get; init; } = "";

    /// <summary>How the cells run. Default: in the current directory, the notebook's own under Jupyter.</summary>
    public ScriptSessionOptions Session { get; init; } = new();

    /// <summary>Where the kernel writes what no client sees: dropped messages, why it ends. Default: nowhere.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;

    /// <summary>The clock of message dates and of the gathering of text. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
