using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace HandwrittenDigits.Cli.Tests.Slurm;

/// <summary>
/// A real Slurm of one node, this machine, with a controller, a daemon and an authentication service of its own. Linux only.
/// </summary>
internal sealed class SlurmCluster : IAsyncDisposable
{
    private readonly List<Process> processes = [];
    private readonly string folder;

    private SlurmCluster(string folder) => this.folder = folder;

    /// <summary>Why a test that needs it is skipped; null where Slurm's packages are there.</summary>
    public static string? Missing { get; } =
        new[] { "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged", "/usr/bin/sbatch" }.All(File.Exists)
            ? null
            : "needs Slurm: apt-get install --no-install-recommends slurmctld slurmd slurm-client munge";

    /// <summary>What its clients need in their environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?> { ["SLURM_CONF"] = At("slurm.conf") };

    /// <summary>Starts it, in folders below one that must not be below another's.</summary>
    public static async Task<SlurmCluster> StartAsync(string folder, CancellationToken cancellation)
    {
        var cluster = new SlurmCluster(folder);
        await cluster.ConfigureAsync(cancellation);

        // Forced: that others may not enter a test's folder is no harm.
        cluster.Start(
            "/usr/sbin/munged", "--foreground", "--force",
            $"--socket={cluster.At("munge.socket")}", $"--key-file={cluster.At("munge.key")}",
            $"--pid-file={cluster.At("munge.pid")}", $"--log-file={cluster.At("munge.log")}", $"--seed-file={cluster.At("munge.seed")}");
        await cluster.WaitAsync(() => Task.FromResult(File.Exists(cluster.At("munge.socket"))), cancellation);
        cluster.Start("/usr/sbin/slurmctld", "-D", "-f", cluster.At("slurm.conf"));
        cluster.Start("/usr/sbin/slurmd", "-D", "-f", cluster.At("slurm.conf"), "-N", "digits");
        await cluster.WaitAsync(
            async () => (await cluster.RunAsync("sinfo", ["--noheader", "--format=%T"], cancellation)).Trim() == "idle", cancellation);
        return cluster;
    }

    /// <summary>Runs one of Slurm's commands.</summary>
    /// <returns>What it wrote; nothing where it failed.</returns>
    public async Task<string> RunAsync(string command, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SLURM_CONF"] = At("slurm.conf");
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await error;
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? output : string.Empty;
    }

    /// <summary>Looks until it is so.</summary>
    public async Task WaitAsync(Func<Task<bool>> condition, CancellationToken cancellation)
    {
        while (!await condition())
        {
            if (processes.FirstOrDefault(process => process.HasExited) is { } ended)
            {
                string log = string.Join('\n', Directory.GetFiles(folder, "*.log").Select(File.ReadAllText));
                throw new InvalidOperationException($"{ended.StartInfo.FileName} ended with exit code {ended.ExitCode}:\n{log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    /// <summary>Ends its jobs and its processes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (processes.Count > 1)
        {
            await RunAsync("scancel", ["--me", "--signal=KILL"], CancellationToken.None);
        }

        foreach (Process process in Enumerable.Reverse(processes))
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }
    }

    private async Task ConfigureAsync(CancellationToken cancellation)
    {
        foreach (string name in (string[])["state", "spool"])
        {
            Directory.CreateDirectory(At(name));
        }

        await File.WriteAllBytesAsync(At("munge.key"), RandomNumberGenerator.GetBytes(128), cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(At("munge.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        string user = System.Environment.UserName;
        string host = Dns.GetHostName().Split('.')[0];
        await File.WriteAllTextAsync(
            At("slurm.conf"),
            $"""
            ClusterName=digits
            SlurmctldHost={host}(127.0.0.1)
            SlurmUser={user}
            SlurmdUser={user}
            AuthType=auth/munge
            AuthInfo=socket={At("munge.socket")}
            CredType=cred/munge
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            StateSaveLocation={At("state")}
            SlurmdSpoolDir={At("spool")}
            SlurmctldPidFile={At("slurmctld.pid")}
            SlurmdPidFile={At("slurmd.pid")}
            SlurmctldLogFile={At("slurmctld.log")}
            SlurmdLogFile={At("slurmd.log")}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SchedulerType=sched/backfill
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            ReturnToService=2
            MpiDefault=none
            NodeName=digits NodeHostname={host} NodeAddr=127.0.0.1 CPUs={Math.Min(2, System.Environment.ProcessorCount)}
            PartitionName=main Nodes=digits Default=YES State=UP
            """ + "\n",
            cancellation);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Start(string program, params string[] arguments)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
            },
        };
        process.StartInfo.Environment["SLURM_CONF"] = At("slurm.conf");
        process.Start();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
    }

    private string At(string name) => Path.Combine(folder, name);
}
