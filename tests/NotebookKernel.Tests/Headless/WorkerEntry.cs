using System.Runtime.CompilerServices;
using NotebookKernel.Headless.Workers;
using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Headless;

/// <summary>Lets this test program be its own worker process, before its entry point runs any test.</summary>
internal static class WorkerEntry
{
    private const string Variable = "NOTEBOOK_KERNEL_TESTS_WORKER";

    public static WorkerOptions Options(string folder)
    {
        // The variable is for the worker's first moment only; nothing else that the tests start sees it set to its name.
        return new WorkerOptions
        {
            FileName = "/usr/bin/env",
            Arguments = [$"{Variable}=1", Environment.ProcessPath!],
            Session = new ScriptSessionOptions { Folder = folder },
        };
    }

    [ModuleInitializer]
    internal static void RunAsWorker()
    {
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            Environment.SetEnvironmentVariable(Variable, null);
            WorkerHost.RunAsync(Environment.GetCommandLineArgs()[^1]).GetAwaiter().GetResult();
            Environment.Exit(0);
        }
    }
}
