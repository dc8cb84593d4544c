using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Workers;

/// <summary>How a worker process is started and what it may use.</summary>
public sealed record WorkerOptions
{
    /// <summary>The program that calls <see cref="WorkerHost.RunAsync"/>.</summary>
    public required string FileName { get; init; }

    /// <summary>Its arguments; the name of the pipe is added as the last.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>How cells run; the folder is the worker's current directory too.</summary>
    public required ScriptSessionOptions Session { get; init; }

    /// <summary>
    /// How many bytes of memory the worker may use. Cells whose objects exceed nine tenths of it get an
    /// <see cref="OutOfMemoryException"/>; a worker that uses more, as by native memory, is ended. Default: three quarters of
    /// what the machine or container has.
    /// </summary>
    public long MemoryLimit { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>
    /// How long an interrupted cell may take to stop before its process is ended, as for a call into native code that does
    /// not return. Default: 10 seconds.
    /// </summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);
}
