using System.Reactive.Disposables;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.DotNet.Interactive.Utility;
using NotebookKernel.Scripting.Execution;
using NotebookKernel.Stdio;

namespace NotebookKernel.Tests.Stdio;

/// <summary>Sessions share the process's console, so these tests take turns with theirs.</summary>
[Collection("Sessions")]
public sealed class StdioKernelTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Run_QuestionBesideACommandWhoseConsoleEnds_IsAnswered()
    {
        // As when a command ends that shares its async context with the question: its writer is gone, and not yet forgotten.
        using IDisposable command = ConsoleOutput.Subscribe(console =>
        {
            ((IDisposable)console.Out).Dispose();
            return Disposable.Empty;
        });
        using var client = new Client();

        client.Say("RequestCompletions", """{"code":"Console.WriteL","linePosition":{"line":0,"character":14}}""");

        List<JsonNode> events = await client.UntilEndAsync();
        events[^1]["eventType"]!.GetValue<string>().ShouldBe("CommandSucceeded");
        events[^2]["event"]!["completions"]![0]!["displayText"]!.GetValue<string>().ShouldBe("WriteLine");
    }

    [Fact]
    public void KeepPackageListening_CallingCode_KeepsItsAsyncContext()
    {
        int? before = AsyncContext.Id;
        ConsoleRouter.KeepPackageListening();
        AsyncContext.Id.ShouldBe(before);
    }

    private sealed class Client : IDisposable
    {
        private readonly Channel<string> input = Channel.CreateUnbounded<string>();
        private readonly Channel<string> output = Channel.CreateUnbounded<string>();
        private readonly StdioKernel kernel;

        public Client()
        {
            kernel = new StdioKernel(new Reader(input), new Writer(output), new StdioKernelOptions());
            _ = kernel.RunAsync();
        }

        public void Say(string type, string command) => input.Writer.TryWrite(
            $$"""{"commandType":"{{type}}","command":{{command}},"token":"asked","routingSlip":[]}""");

        public async Task<List<JsonNode>> UntilEndAsync()
        {
            var seen = new List<JsonNode>();
            do
            {
                string answer = await output.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
                    .WaitAsync(Hang, TestContext.Current.CancellationToken);
                seen.Add(JsonNode.Parse(answer)!);
            }
            while (seen[^1]["eventType"]!.GetValue<string>() is not ("CommandSucceeded" or "CommandFailed"));
            return seen;
        }

        public void Dispose()
        {
            input.Writer.Complete();
            kernel.Dispose();
        }
    }

    private sealed class Reader(Channel<string> lines) : TextReader
    {
        public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) =>
            await lines.Reader.WaitToReadAsync(cancellationToken) ? await lines.Reader.ReadAsync(cancellationToken) : null;
    }

    private sealed class Writer(Channel<string> lines) : StringWriter
    {
        public override void Write(string? value) => lines.Writer.TryWrite(value!);

        public override void Write(char value)
        {
        }
    }
}
