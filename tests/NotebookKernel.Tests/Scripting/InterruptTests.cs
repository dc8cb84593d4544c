using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Scripting;

public sealed class InterruptTests : SessionTest
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) { try { while (true) { } } catch { } }")]
    [InlineData("while (true) System.Threading.Thread.Sleep(10);")]
    [InlineData("System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite);")]
    [InlineData("while (true) await Task.Delay(10);")]
    [InlineData("await Task.Delay(1); while (true) { }")]
    [InlineData("await Task.Delay(1); while (true) { try { System.Threading.Thread.Sleep(-1); } catch { } }")]
    [InlineData("await new TaskCompletionSource().Task;")]
    [InlineData("Task.Run(async () => await Task.Delay(-1)).Wait();")]
    public async Task Interrupt_RunningCell_StopsItAndKeepsTheSession(string forever)
    {
        await Run("var before = 1;");
        var result = await InterruptOnceStarted("before = 2; Console.Write(\"started\");\n" + forever);
        result.Interrupted.ShouldBeTrue();
        result.Error!.Name.ShouldBe("Interrupted");
        (await Value("before")).ShouldBe("2");
    }

    [Fact]
    public async Task Interrupt_ComputingLoopsOneAfterAnother_StopsEach()
    {
        await Run("var before = 1;");
        for (var time = 0; time < 5; time++)
        {
            var result = await InterruptOnceStarted("Console.Write(\"started\"); while (true) { }");
            result.Interrupted.ShouldBeTrue();
        }

        (await Value("before")).ShouldBe("1");
    }

    [Fact]
    public async Task Interrupt_CellThatTookTheToken_EndsByItself()
    {
        await Session.DisposeAsync();
        Session = new ScriptSession(new ScriptSessionOptions { Folder = Path.GetTempPath(), InterruptGrace = Hang });
        var result = await InterruptOnceStarted("""
            var token = Cell.CancellationToken; Console.Write("started");
            while (!token.IsCancellationRequested) { }
            "partial result"
            """);
        result.Interrupted.ShouldBeTrue();
        result.Error.ShouldBeNull();
        result.Value!.Data[MimeBundle.PlainText].ShouldBe("partial result");
    }

    [Fact]
    public async Task Interrupt_CellThatIgnoresItsToken_IsStoppedAfterTheGrace()
    {
        var result = await InterruptOnceStarted("_ = Cell.CancellationToken; Console.Write(\"started\"); while (true) { }");
        result.Interrupted.ShouldBeTrue();
        result.Error.ShouldNotBeNull();
    }

    [Fact]
    public async Task Interrupt_EndlessRendering_IsStopped()
    {
        var result = await InterruptOnceStarted(
            "class Endless { public override string ToString() { Console.Write(\"started\"); while (true) { } } }\n" +
            "Microsoft.DotNet.Interactive.Formatting.Formatter.Register<Endless>(x => x.ToString(), \"text/html\");\nnew Endless()");
        result.Interrupted.ShouldBeTrue();
    }

    [Fact]
    public async Task Interrupt_NothingRuns_DoesNothing()
    {
        Session.Interrupt();
        (await Value("1")).ShouldBe("1");
    }

    [Fact]
    public async Task ExecuteAsync_CancelledWhileWaitingItsTurn_NeverRuns()
    {
        var first = Session.ExecuteAsync("Console.Write(\"started\"); while (true) { }", Output, Stop);
        await Output.Saw("started").WaitAsync(Hang, Stop);
        var second = await Session.ExecuteAsync("Console.Write(\"second\");", Output, new CancellationToken(canceled: true));
        second.Interrupted.ShouldBeTrue();
        Session.Interrupt();
        (await first.WaitAsync(Hang, Stop)).Interrupted.ShouldBeTrue();
        Output.StandardOutput.ShouldBe("started");
    }

    private async Task<CellResult> InterruptOnceStarted(string code)
    {
        var running = Session.ExecuteAsync(code, Output, Stop);
        await Task.WhenAny(Output.Saw("started"), running).WaitAsync(Hang, Stop);
        Session.Interrupt();
        return await running.WaitAsync(Hang, Stop);
    }
}
