using HandwrittenDigits.Cli.Invocation;
using NotebookKernel.Headless.Workers;
using NotebookKernel.Scripting;

namespace HandwrittenDigits.Cli.Notebooks;

/// <summary>Starts this program as the worker of one notebook.</summary>
internal static class WorkerProgram
{
    public static Task<WorkerSession> StartAsync(string notebook, NotebookRunSettings settings)
    {
        IReadOnlyList<string> program = ThisProgram.Command;
        var session = new ScriptSessionOptions { Folder = Path.GetDirectoryName(Path.GetFullPath(notebook))! };
        var options = new WorkerOptions
        {
            FileName = program[0],
            Arguments = [.. program.Skip(1), "notebook", "worker"],
            Session = settings.OutputLimit is { } characters ? session with { StreamLimit = characters } : session,
        };
        return WorkerSession.StartAsync(settings.MemoryLimit is { } limit ? options with { MemoryLimit = limit } : options);
    }
}
