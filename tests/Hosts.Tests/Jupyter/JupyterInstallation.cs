using System.Diagnostics;
using HandwrittenDigits.Testing;
using Hosts.Tests.Jupyter;

[assembly: AssemblyFixture(typeof(JupyterInstallation))]

namespace Hosts.Tests.Jupyter;

/// <summary>
/// The Jupyter of the system's Python, with this repository's kernel installed in folders of its own: nothing of the
/// user's is read or written.
/// </summary>
public sealed class JupyterInstallation : IAsyncLifetime
{
    private const string Python = "/usr/bin/python3";

    private readonly string root = Directory.CreateTempSubdirectory("jupyter-").FullName;

    /// <summary>The name that notebooks ask for.</summary>
    public const string KernelName = ".net-csharp";

    /// <summary>How long a kernel may take to start, seconds: on a machine with more to do it may take its time.</summary>
    public const int Patience = 300;

    /// <summary>Why the tests that need it are skipped, null where everything is there.</summary>
    public string? Missing { get; private set; }

    /// <summary>A folder for the tests' own files.</summary>
    public string Folder => Directory.CreateDirectory(Path.Combine(root, "work")).FullName;

    /// <summary>Looks for Jupyter and installs the kernel.</summary>
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Python) || (await RunAsync(Python, "-c", "import jupyter_client, nbclient, nbconvert, notebook")).ExitCode != 0)
        {
            Missing = "needs Jupyter: apt-get install --no-install-recommends jupyter-notebook python3-nbclient python3-nbconvert";
            return;
        }

        (await RunDigitsAsync("kernel", "install")).ExitCode.ShouldBe(0);
    }

    /// <summary>Runs a module or script of Python.</summary>
    public Task<CompletedProcess> RunPythonAsync(params string[] arguments) => RunAsync(Python, arguments);

    /// <summary>Runs the command line.</summary>
    public Task<CompletedProcess> RunDigitsAsync(params string[] arguments) =>
        RunAsync("dotnet", [Repository.DigitsAssembly, .. arguments]);

    /// <summary>Starts a module of Python, for a server that goes on running.</summary>
    public Process StartPython(params string[] arguments) => Start(new Dictionary<string, string>(), Python, arguments);

    /// <summary>Starts a program that goes on running and sees this Jupyter.</summary>
    public Process Start(IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var process = new Process { StartInfo = Describe(program, arguments) };
        foreach ((string name, string value) in environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.Start();
        return process;
    }

    /// <summary>Removes its folders.</summary>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<CompletedProcess> RunAsync(string program, params string[] arguments)
    {
        using var process = new Process { StartInfo = Describe(program, arguments) };
        process.Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return new CompletedProcess(process.ExitCode, await output, await error);
    }

    private ProcessStartInfo Describe(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string part in (string[])["DATA", "RUNTIME", "CONFIG"])
        {
            start.Environment[$"JUPYTER_{part}_DIR"] = Directory.CreateDirectory(Path.Combine(root, part)).FullName;
        }

        start.Environment["IPYTHONDIR"] = Path.Combine(root, "ipython");
        start.Environment["HANDWRITTEN_DIGITS_DATA"] = RealData.Folder;
        return start;
    }
}
