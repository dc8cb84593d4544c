using System.Diagnostics;
using System.IO.Pipes;
using NotebookKernel.Headless.Workers;

namespace NotebookKernel.Tests.Headless;

public sealed class WorkerHostTests
{
    [Fact]
    public async Task RunAsync_ProcessThatStartedItIsGone_EndsWithItsRunningCell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The test program is started as its own worker by env.");
        CancellationToken stop = TestContext.Current.CancellationToken;
        WorkerOptions options = WorkerEntry.Options(Path.GetTempPath());
        string name = $"worker-host-{Guid.NewGuid():N}";
        using var pipe = new NamedPipeServerStream(
            name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        using var worker = Process.Start(options.FileName, [.. options.Arguments, name]);
        using var channel = new WorkerChannel(pipe);
        await pipe.WaitForConnectionAsync(stop);
        channel.Send(new WorkerMessage.Open(options.Session));
        channel.Send(new WorkerMessage.Execute(1, "Console.Write(\"started\"); while (true) { }"));
        (await channel.ReceiveAsync()).ShouldBeOfType<WorkerMessage.Write>().Text.ShouldBe("started");

        // What the system does for a process that ends, however it ends.
        pipe.Dispose();

        await worker.WaitForExitAsync(stop);
    }
}
