using System.Diagnostics;
using System.Text;

namespace HandwrittenDigits.Testing;

/// <summary>The real program, <c>digits</c>, run as a user runs it, with its output redirected.</summary>
public sealed class DigitsProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder error = new();
    private readonly StringBuilder output = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> awaited = [];

    private DigitsProcess(Process process) => this.process = process;

    /// <summary>Runs the program to its end.</summary>
    /// <param name="arguments">What is typed after <c>digits</c>.</param>
    /// <param name="environment">Variables to set or, where the value is null, to remove.</param>
    /// <param name="workingFolder">Where it runs; by default where the test does.</param>
    /// <param name="standardInput">What it reads; by default nothing.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    public static async Task<DigitsResult> RunAsync(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? workingFolder = null,
        byte[]? standardInput = null, CancellationToken cancellationToken = default)
    {
        await using DigitsProcess digits = Start(arguments, environment, workingFolder, standardInput);
        return await digits.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Starts the program.</summary>
    /// <inheritdoc cref="RunAsync" path="/param"/>
    public static DigitsProcess Start(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? workingFolder = null,
        byte[]? standardInput = null)
    {
        string[] command = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Repository.DigitsAssembly, .. arguments];
        if (OperatingSystem.IsLinux())
        {
            // What a script starts with '&' ignores Ctrl-C, and so does all that it starts in turn: a test run, and this process.
            command = ["env", "--default-signal=INT", .. command];
        }

        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingFolder ?? Environment.CurrentDirectory,
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var digits = new DigitsProcess(process);
        process.OutputDataReceived += (_, line) => digits.Receive(digits.output, line.Data);
        process.ErrorDataReceived += (_, line) => digits.Receive(digits.error, line.Data);
        process.Start();
        process.StandardInput.BaseStream.Write(standardInput);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return digits;
    }

    /// <summary>Waits for a line, on either stream, that contains a text.</summary>
    /// <exception cref="InvalidOperationException">The program ended before it said that.</exception>
    public async Task WaitForLineAsync(string text, CancellationToken cancellationToken = default)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (awaited)
        {
            awaited.Add((text, seen));
            if ($"{output}{error}".Contains(text, StringComparison.Ordinal))
            {
                seen.TrySetResult();
            }
        }

        await Task.WhenAny(seen.Task, process.WaitForExitAsync(cancellationToken)).WaitAsync(cancellationToken);
        if (!seen.Task.IsCompleted)
        {
            throw new InvalidOperationException($"digits ended before it said '{text}': {await WaitForExitAsync(cancellationToken)}");
        }
    }

    /// <summary>What Ctrl-C does in a terminal: SIGINT. Not on Windows.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends the process at once, as a crash or a power cut would.</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits for the end and for the last of the output.</summary>
    public async Task<DigitsResult> WaitForExitAsync(CancellationToken cancellationToken = default)
    {
        await process.WaitForExitAsync(cancellationToken);
        lock (awaited)
        {
            return new DigitsResult(process.ExitCode, output.ToString(), error.ToString());
        }
    }

    /// <summary>Ends the process if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Receive(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (awaited)
        {
            text.Append(line).Append('\n');
            foreach ((_, TaskCompletionSource seen) in awaited.Where(wanted => line.Contains(wanted.Text, StringComparison.Ordinal)))
            {
                seen.TrySetResult();
            }
        }
    }
}
