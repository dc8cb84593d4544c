using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NotebookKernel.Headless.Workers;
using NotebookKernel.Scripting;
using NotebookKernel.Tests.Scripting;

namespace NotebookKernel.Tests.Headless;

public sealed class WorkerSessionTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(3);

    private readonly RecordedOutput output = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExecuteAsync_Cells_ShareTheirStateInAnotherProcess()
    {
        await using WorkerSession session = await Start();
        await Run(session, "var here = Environment.ProcessId; Console.Write(\"out\"); Console.Error.Write(\"err\"); display(1);");
        CellResult result = await Run(session, $"here != {Environment.ProcessId}");
        result.Value!.Data[MimeBundle.PlainText].ShouldBe("True");
        output.StandardOutput.ShouldBe("out");
        output.StandardError.ShouldBe("err");
        output.Displays.Single().Bundle.Data[MimeBundle.PlainText].ShouldBe("1");
    }

    [Theory]
    [InlineData("Environment.Exit(3);", "exited with code 3")]
    [InlineData("Environment.FailFast(\"enough\");", "the runtime stopped it")]
    [InlineData("unsafe { var all = stackalloc byte[1 << 28]; all[0] = 1; Console.Write(all[0]); }", "its stack overflowed")]
    [InlineData(
        "System.Runtime.InteropServices.Marshal.WriteByte(new IntPtr(1L << 46), 1);",
        "NullReferenceException|the runtime stopped it|crashed in native code")]
    public async Task ExecuteAsync_CellThatEndsTheProcess_IsToldAndKeepsTheOutput(string code, string reason)
    {
        await using WorkerSession session = await Start();
        CellResult result = await Run(session, "Console.WriteLine(\"before\");\n" + code);
        result.Error.ShouldNotBeNull();
        (result.Error.Name + result.Error.Message).ShouldMatch(reason);
        output.StandardOutput.ShouldStartWith("before\n");
    }

    [Fact]
    public async Task ExecuteAsync_AfterTheProcessEnded_SaysSo()
    {
        await using WorkerSession session = await Start();
        await Run(session, "Environment.Exit(0);");
        session.IsAlive.ShouldBeFalse();
        (await Run(session, "1")).Error!.Name.ShouldBe("ProcessEnded");
    }

    [Fact]
    public async Task ExecuteAsync_EndlessAllocation_FailsTheCellAlone()
    {
        await using WorkerSession session = await Start(options => options with { MemoryLimit = 400L * 1024 * 1024 });
        CellResult result = await Run(session, "var all = new List<byte[]>(); while (true) all.Add(new byte[1 << 20]);");
        result.Error!.Name.ShouldBeOneOf("System.OutOfMemoryException", "ProcessEnded");
    }

    [Fact]
    public async Task ExecuteAsync_EndlessNativeAllocation_EndsTheProcessWithTheReason()
    {
        await using WorkerSession session = await Start(options => options with { MemoryLimit = 400L * 1024 * 1024 });
        CellResult result = await Run(session, """
            unsafe { while (true) new Span<byte>(System.Runtime.InteropServices.NativeMemory.Alloc(1 << 20), 1 << 20).Fill(1); }
            """);
        result.Error!.Message.ShouldContain("it used more than the 400 MB of memory");
    }

    [Fact]
    public async Task ExecuteAsync_ExceptionOnAThreadOfTheCells_IsShownAndTheSessionLives()
    {
        await using WorkerSession session = await Start();
        await Run(session, "var t = new System.Threading.Thread(() => throw new Exception(\"on a thread\")); t.Start(); t.Join();");
        output.StandardError.ShouldContain("on a thread");
        (await Run(session, "1 + 1")).Value!.Data[MimeBundle.PlainText].ShouldBe("2");
    }

    [Fact]
    public async Task ExecuteAsync_Interrupt_StopsTheCellAlone()
    {
        await using WorkerSession session = await Start();
        using var interrupt = new CancellationTokenSource();
        Task<CellResult> running =
            session.ExecuteAsync("var kept = 1; Console.Write(\"started\"); while (true) { }", output, interrupt.Token);
        await Task.WhenAny(output.Saw("started"), running).WaitAsync(Hang, Stop);
        await interrupt.CancelAsync();
        (await running.WaitAsync(Hang, Stop)).Interrupted.ShouldBeTrue();
        (await Run(session, "kept")).Value!.Data[MimeBundle.PlainText].ShouldBe("1");
    }

    [Fact]
    public async Task ExecuteAsync_InterruptInNativeCode_EndsTheProcessAfterTheGrace()
    {
        // The worker by itself would leave the call behind, and might have said so before it is ended.
        await using WorkerSession session = await Start(
            options => options with { StopGrace = TimeSpan.Zero, Session = options.Session with { InterruptPatience = Hang } });
        using var interrupt = new CancellationTokenSource();
        string silent = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        MakeNamedPipe(silent, 0x180).ShouldBe(0);

        // From open on it is in native code alone: writing to the console can be interrupted. Unlike pause and sleep, read doesn't return
        // when the runtime signals its threads.
        Task<CellResult> running = session.ExecuteAsync(
            $$"""
            using System.Runtime.InteropServices;
            [DllImport("libc")] static extern int open(string path, int flags);
            [DllImport("libc")] static extern nint read(int file, byte[] buffer, nint count);
            var buffer = new byte[1];
            read(-1, buffer, 1);
            read(open("{{silent}}", 0), buffer, 1);
            """, output, interrupt.Token);

        // Opened at one end, a named pipe waits for the other.
        using SafeFileHandle otherEnd =
            await Task.Run(() => File.OpenHandle(silent, FileMode.Open, FileAccess.Write), Stop).WaitAsync(Hang, Stop);
        File.Delete(silent);
        await interrupt.CancelAsync();
        (await running.WaitAsync(Hang, Stop)).Error!.Message.ShouldContain("did not stop within");
    }

    [Fact]
    public async Task StartAsync_ProgramThatIsNoWorker_SaysSo() =>
        (await Should.ThrowAsync<InvalidOperationException>(
            () => WorkerSession.StartAsync(WorkerEntry.Options(Path.GetTempPath()) with { FileName = "/bin/false", Arguments = [] })))
            .Message.ShouldContain("did not start as a worker");

    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeNamedPipe(string path, int mode);

    private static Task<WorkerSession> Start(Func<WorkerOptions, WorkerOptions>? change = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The test program is started as its own worker by env.");
        WorkerOptions options = WorkerEntry.Options(Path.GetTempPath());
        return WorkerSession.StartAsync(change is null ? options : change(options));
    }

    private Task<CellResult> Run(WorkerSession session, string code) =>
        session.ExecuteAsync(code, output, Stop).WaitAsync(Hang, Stop);
}
