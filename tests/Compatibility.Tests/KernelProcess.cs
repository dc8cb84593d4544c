using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Compatibility.Tests;

/// <summary>A kernel that speaks .NET Interactive's protocol over its standard streams, and a client of it.</summary>
internal sealed class KernelProcess : IAsyncDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(4);

    private readonly Process process;
    private readonly Channel<JsonNode> events = Channel.CreateUnbounded<JsonNode>();
    private int commands;

    private KernelProcess(Process process)
    {
        this.process = process;
        _ = ReadAsync();
    }

    /// <summary>Starts a kernel and waits until it is ready.</summary>
    /// <param name="folder">Where the notebook is.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<KernelProcess> StartAsync(string folder, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var kernel = new KernelProcess(process);
        (await kernel.NextAsync())["eventType"]!.GetValue<string>().ShouldBe("KernelReady");
        return kernel;
    }

    /// <summary>Sends a command without waiting for its end.</summary>
    /// <returns>Its token.</returns>
    public string Send(string type, JsonObject command)
    {
        string token = $"command-{Interlocked.Increment(ref commands)}";
        var envelope = new JsonObject
        {
            ["commandType"] = type, ["command"] = command, ["token"] = token, ["routingSlip"] = new JsonArray(),
        };
        process.StandardInput.WriteLine(envelope.ToJsonString());
        process.StandardInput.Flush();
        return token;
    }

    /// <summary>Sends a command, and gives its events up to its success or failure.</summary>
    public async Task<List<JsonNode>> RunAsync(string type, JsonObject command) => await EventsUntilEndAsync(Send(type, command));

    /// <summary>Runs a cell.</summary>
    /// <param name="code">Its text.</param>
    /// <param name="kernel">The kernel among those of the process.</param>
    public Task<List<JsonNode>> RunCellAsync(string code, string kernel = "csharp") =>
        RunAsync("SubmitCode", new JsonObject { ["code"] = code, ["targetKernelName"] = kernel });

    /// <summary>The events of a command up to its success or failure.</summary>
    public async Task<List<JsonNode>> EventsUntilEndAsync(string token)
    {
        var seen = new List<JsonNode>();
        while (true)
        {
            JsonNode next = await NextAsync();
            seen.Add(next);
            if (next["eventType"]!.GetValue<string>() is "CommandSucceeded" or "CommandFailed"
                && next["command"]?["token"]?.GetValue<string>() == token)
            {
                return seen;
            }
        }
    }

    /// <summary>The next event, whatever it is.</summary>
    public async Task<JsonNode> NextAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Hang);
        return await events.Reader.ReadAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            try
            {
                events.Writer.TryWrite(JsonNode.Parse(line)!);
            }
            catch (JsonException)
            {
                // What the tool says on its first start, or native code prints.
            }
        }

        events.Writer.TryComplete(new IOException("The kernel ended."));
    }
}
