namespace NotebookKernel.Jupyter.Messaging;

/// <summary>The sockets of a kernel that carry messages.</summary>
internal enum KernelChannel
{
    /// <summary>Requests and their replies, one after the other.</summary>
    Shell,

    /// <summary>Requests and their replies while a cell runs.</summary>
    Control,

    /// <summary>Outputs and states, to every client.</summary>
    Iopub,

    /// <summary>Questions to the user and their answers.</summary>
    Stdin,
}
