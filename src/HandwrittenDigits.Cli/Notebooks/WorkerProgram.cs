using System.Reflection;
using NotebookKernel.Headless.Workers;
using NotebookKernel.Scripting;

namespace HandwrittenDigits.Cli.Notebooks;

/// <summary>Starts this program as the worker of one notebook.</summary>
internal static class WorkerProgram
{
    public static Task<WorkerSession> StartAsync(string notebook, NotebookRunSettings settings)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("This system does not tell a program its own file.");
        bool isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] arguments = ["notebook", "worker"];
        var session = new ScriptSessionOptions { Folder = Path.GetDirectoryName(Path.GetFullPath(notebook))! };
        var options = new WorkerOptions
        {
            FileName = program,
            Arguments = isHost ? [Assembly.GetExecutingAssembly().Location, .. arguments] : arguments,
            Session = settings.OutputLimit is { } characters ? session with { StreamLimit = characters } : session,
        };
        return WorkerSession.StartAsync(settings.MemoryLimit is { } limit ? options with { MemoryLimit = limit } : options);
    }
}
