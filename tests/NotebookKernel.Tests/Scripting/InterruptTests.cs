using NotebookKernel.Scripting;
using NotebookKernel.Scripting.Compiling;
using NotebookKernel.Scripting.Execution;

namespace NotebookKernel.Tests.Scripting;

public sealed class InterruptTests : SessionTest
{
    // So that a cell has to stop, and is not left behind where the machine has much to do.
    private static readonly ScriptSessionOptions Patient = new() { Folder = Path.GetTempPath(), InterruptPatience = Hang };

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
    [InlineData("again: goto again;")]
    [InlineData("long Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);\nFibonacci(200)")]
    [InlineData("Enumerable.Range(0, int.MaxValue).Where(x => x < 0).Count(x => Enumerable.Range(0, x).Any(y => y < 0))")]
    [InlineData("IEnumerable<int> Endless() { while (true) { yield return 1; } }\nEndless().Sum(x => (long)x)")]
    [InlineData("Task.Run(() => { while (true) { } }).Wait();")]
    [InlineData("Parallel.For(0, long.MaxValue, i => { });")]
    [InlineData("async Task Spin() { while (true) { await Task.CompletedTask; } }\nawait Spin();")]
    [InlineData("while (true) { try { Console.Write(new string('x', 1000)); } catch { } }")]
    public async Task Interrupt_RunningCell_StopsItEachTimeAndKeepsTheSession(string forever)
    {
        await Use(Patient);
        await Run("var before = 1;");
        for (int time = 0; time < 3; time++)
        {
            CellResult result = await InterruptOnceStarted("before++; Console.Write(\"started\");\n" + forever);
            result.Interrupted.ShouldBeTrue();
            result.Error.ShouldBe(CellErrors.Interrupted);
        }

        (await Value("before")).ShouldBe("4");
    }

    [Fact]
    public async Task ExecuteAsync_MethodThatCallsItselfWithoutEnd_FailsAndKeepsTheSession()
    {
        await Run("var before = 1; int Deeper(int n) => Deeper(n + 1) + 1;");
        (await Run("Deeper(0)")).Error!.Name.ShouldBe(typeof(InsufficientExecutionStackException).FullName);
        (await Value("before")).ShouldBe("1");
    }

    [Fact]
    public async Task Interrupt_CleanUpOfTheCell_RunsUndisturbed()
    {
        await Use(Patient);
        CellResult result = await InterruptOnceStarted(
            "try { Console.Write(\"started\"); while (true) { } }\n" +
            "finally { Console.Write(\" cleaning\"); System.Threading.Thread.Sleep(100); Console.Write(\" done\"); }");
        result.Error.ShouldBe(CellErrors.Interrupted);
        Output.StandardOutput.ShouldBe("started cleaning done");
    }

    [Fact]
    public async Task Interrupt_LoopOfAnEarlierCellOrALoadedFile_StopsIt()
    {
        await Use(Patient);
        string file = Path.Combine(Path.GetTempPath(), $"loop-{Guid.NewGuid():N}.csx");
        await File.WriteAllTextAsync(file, "void LoopInFile() { Console.Write(\"started\"); while (true) { } }", Stop);
        await Run($"#load \"{Path.GetFileName(file)}\"");
        await Run("void LoopInCell() { Console.Write(\"started\"); while (true) { } }");
        foreach (string call in (string[])["LoopInFile();", "LoopInCell();"])
        {
            CellResult result = await InterruptOnceStarted(call);
            result.Error.ShouldBe(CellErrors.Interrupted);
        }

        File.Delete(file);
    }

    [Fact]
    public async Task ExecuteAsync_AfterACallThatWasLeftBehind_WaitsForItAndSaysSo()
    {
        await LeaveACallBehind(patience: Hang);

        Task<CellResult> waiting = Run($"{typeof(DeafLibrary).FullName}.Returned.IsCompleted");
        await Output.Saw("has not returned yet").WaitAsync(Hang, Stop);
        DeafLibrary.Release();

        (await waiting).Value!.Data[MimeBundle.PlainText].ShouldBe("True");
    }

    [Fact]
    public async Task Interrupt_WhileTheCellWaitsForOneLeftBehind_EndsTheWait()
    {
        await LeaveACallBehind(patience: Hang);

        Task<CellResult> waiting = Run("Console.Write(\"never\");");
        await Output.Saw("has not returned yet").WaitAsync(Hang, Stop);
        Session.Interrupt();

        (await waiting).Error.ShouldBe(CellErrors.Interrupted);
        Output.StandardOutput.ShouldBe("started");
        DeafLibrary.Release();
    }

    [Fact]
    public async Task Interrupt_CallThatDoesNotStop_IsLeftBehindUntilItReturns()
    {
        CellResult result = await LeaveACallBehind(patience: TimeSpan.Zero);

        result.Interrupted.ShouldBeTrue();
        result.Error!.Traceback.ShouldBe(CellErrors.Abandoned.Traceback);
        (await Value("after")).ShouldBe("0");
        DeafLibrary.Release();
        await DeafLibrary.Returned.WaitAsync(Hang, Stop);
        (await Run("while (after++ < 1000) { }")).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Interrupt_ThreadsThatTheCellStarted_StopQuietly()
    {
        await Use(Patient);
        CellResult result = await InterruptOnceStarted("""
            var spinning = new System.Threading.Thread(() => { Console.Write("started"); while (true) { } });
            spinning.Start();
            spinning.Join();
            """);

        result.Interrupted.ShouldBeTrue();
        (await Value("spinning.Join(-1)")).ShouldBe("True");
        Output.StandardError.ShouldBeEmpty();
    }

    [Fact]
    public async Task Poll_OfAThreadThatComesToItAfterTheCellsEnd_StopsIt()
    {
        var cell = new RunningCell(Output, valueLimit: 1000);
        cell.Enter();
        cell.Interrupt(TimeSpan.Zero, TimeSpan.Zero);
        await cell.EndAsync();

        Should.Throw<OperationCanceledException>(CellCode.Poll);
    }

    [Fact]
    public async Task Interrupt_CellThatTookTheToken_EndsByItself()
    {
        await Use(Patient with { InterruptGrace = Hang });
        CellResult result = await InterruptOnceStarted("""
            var token = Cell.CancellationToken; Console.Write("started");
            while (!token.IsCancellationRequested) { }
            "partial result"
            """);
        result.Interrupted.ShouldBeTrue();
        result.Error.ShouldBeNull();
        result.Value!.Data[MimeBundle.PlainText].ShouldBe("partial result");
    }

    [Fact]
    public async Task CancellationToken_AskedForByAThreadThatOutlivesItsCell_IsStillThere()
    {
        await Run("""
            var go = new System.Threading.ManualResetEventSlim(); var asked = "";
            var late = new System.Threading.Thread(() =>
            {
                go.Wait();
                try { asked = $"{Cell.CancellationToken.IsCancellationRequested}"; } catch (Exception e) { asked = e.GetType().Name; }
            });
            late.Start();
            """);
        (await Value("go.Set(); late.Join(); asked")).ShouldBe("False");
    }

    [Fact]
    public async Task Interrupt_CellThatIgnoresItsToken_IsStoppedAfterTheGrace()
    {
        CellResult result = await InterruptOnceStarted("_ = Cell.CancellationToken; Console.Write(\"started\"); while (true) { }");
        result.Interrupted.ShouldBeTrue();
        result.Error.ShouldNotBeNull();
    }

    [Fact]
    public async Task Interrupt_EndlessRendering_IsStopped()
    {
        CellResult result = await InterruptOnceStarted(
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
        Task<CellResult> first = Session.ExecuteAsync("Console.Write(\"started\"); while (true) { }", Output, Stop);
        await Output.Saw("started").WaitAsync(Hang, Stop);
        CellResult second = await Session.ExecuteAsync("Console.Write(\"second\");", Output, new CancellationToken(canceled: true));
        second.Interrupted.ShouldBeTrue();
        Session.Interrupt();
        (await first.WaitAsync(Hang, Stop)).Interrupted.ShouldBeTrue();
        Output.StandardOutput.ShouldBe("started");
    }

    private async Task<CellResult> LeaveACallBehind(TimeSpan patience)
    {
        DeafLibrary.Reset();
        await Use(new ScriptSessionOptions { Folder = Path.GetTempPath(), LeftBehindPatience = patience });
        await Run($"#r \"{typeof(DeafLibrary).Assembly.Location}\"\nvar after = 0;");
        return await InterruptOnceStarted(
            $"Console.Write(\"started\"); {typeof(DeafLibrary).FullName}.Compute(); after = 1; while (true) {{ after++; }}");
    }

    private async Task<CellResult> InterruptOnceStarted(string code)
    {
        Output.Forget();
        Task<CellResult> running = Session.ExecuteAsync(code, Output, Stop);
        await Task.WhenAny(Output.Saw("started"), running).WaitAsync(Hang, Stop);
        Session.Interrupt();
        return await running.WaitAsync(Hang, Stop);
    }
}
