using System.Text.Json.Nodes;
using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Running;
using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Headless;

public sealed class NotebookRunnerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Outputs_AreWrittenAsNbformatHasThem()
    {
        var notebook = NotebookDocument.Create([("csharp", "all"), ("csharp", "update")]);
        await Run(notebook, new ScriptedExecutor
        {
            ["all"] = output =>
            {
                output.Write(OutputStream.StandardOutput, "a");
                output.Write(OutputStream.StandardOutput, "b\nc");
                output.Write(OutputStream.StandardError, "e\n");
                output.Display(
                    new MimeBundle(new Dictionary<string, string> { ["text/html"] = "<b>\n1</b>", ["image/png"] = "AA==" }), "id");
                return new CellResult(MimeBundle.OfText("7"), null, false);
            },
            ["update"] = output =>
            {
                output.Update(new MimeBundle(new Dictionary<string, string> { ["application/json"] = "{\"a\": 1}" }), "id");
                return new CellResult(null, null, false);
            },
        });
        notebook.Cells[0].Outputs.ToJsonString().ShouldBe(JsonNode.Parse("""
            [
              {"name": "stdout", "output_type": "stream", "text": ["ab\n", "c"]},
              {"name": "stderr", "output_type": "stream", "text": ["e\n"]},
              {"data": {"application/json": {"a": 1}}, "metadata": {}, "output_type": "display_data"},
              {"data": {"text/plain": ["7"]}, "execution_count": 1, "metadata": {}, "output_type": "execute_result"}
            ]
            """)!.ToJsonString());
        notebook.Cells[1].Outputs.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_FailingCell_EndsTheRunWithWhatRan()
    {
        var notebook = NotebookDocument.Create([("markdown", "text"), ("csharp", "good"), ("csharp", "bad"), ("csharp", "good")]);
        var saved = new List<string>();
        NotebookRunResult result = await Run(notebook, Executor(), save: saved.Add);
        result.ShouldBe(new NotebookRunResult(RunOutcome.CellFailed, 2, 1, 2, result.Error));
        result.Error!.Message.ShouldBe("no good");
        saved.Count.ShouldBe(2);
        notebook.Cells[2].Outputs.Single()!["ename"]!.GetValue<string>().ShouldBe("Bad");
        notebook.Cells[3].Outputs.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_AllowErrors_GoesOn()
    {
        var notebook = NotebookDocument.Create([("csharp", "bad"), ("csharp", "good")]);
        NotebookRunResult result = await Run(notebook, Executor(), new NotebookRunOptions { AllowErrors = true });
        result.ShouldBe(new NotebookRunResult(RunOutcome.Succeeded, 2, 1, null, null));
        notebook.Cells[1].Outputs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_Twice_GivesTheSameBytes()
    {
        var notebook = NotebookDocument.Create([("csharp", "good"), ("csharp", ""), ("html", "<b>x</b>")]);
        await Run(notebook, Executor());
        string first = notebook.ToJson();
        var again = NotebookDocument.Parse(first);
        await Run(again, Executor());
        again.ToJson().ShouldBe(first);
    }

    [Fact]
    public async Task RunAsync_Timeout_InterruptsTheCellAndSaysSo()
    {
        var notebook = NotebookDocument.Create([("csharp", "endless")]);
        NotebookRunResult result = await Run(notebook, Executor(), new NotebookRunOptions { CellTimeout = TimeSpan.FromMilliseconds(1) });
        result.Outcome.ShouldBe(RunOutcome.TimedOut);
        result.Error!.Message.ShouldBe("The cell ran longer than the 0.001 s that it may and was interrupted.");
    }

    [Fact]
    public async Task RunAsync_StopWhileACellRuns_EndsThere()
    {
        using var stop = new CancellationTokenSource();
        var notebook = NotebookDocument.Create([("csharp", "good"), ("csharp", "endless"), ("csharp", "good")]);
        NotebookRunResult result =
            await Run(notebook, Executor(), progress: new StopWhen(stop, told => told is { Number: 2, Result: null }), stop: stop.Token);
        result.ShouldBe(new NotebookRunResult(RunOutcome.Interrupted, 2, 1, 2, result.Error));
        result.Error!.Name.ShouldBe("Interrupted");
    }

    [Fact]
    public async Task RunAsync_StopBetweenTwoCells_EndsBeforeTheSecondAndKeepsTheFirst()
    {
        using var stop = new CancellationTokenSource();
        var saved = new List<string>();
        var notebook = NotebookDocument.Create([("csharp", "good"), ("markdown", "text"), ("csharp", "good")]);
        var progress = new StopWhen(stop, told => told is { Number: 1, Result: not null });
        NotebookRunResult result = await Run(notebook, Executor(), save: saved.Add, progress: progress, stop: stop.Token);
        result.ShouldBe(new NotebookRunResult(RunOutcome.Interrupted, 1, 0, 2, null));
        saved.ShouldHaveSingleItem().ShouldContain("shown");
        notebook.Cells[2].Outputs.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_StopAsTheLastCellEnds_IsACompleteRun()
    {
        using var stop = new CancellationTokenSource();
        var notebook = NotebookDocument.Create([("csharp", "good"), ("csharp", "good")]);
        NotebookRunResult result = await Run(
            notebook, Executor(), progress: new StopWhen(stop, told => told is { Number: 2, Result: not null }), stop: stop.Token);
        result.ShouldBe(new NotebookRunResult(RunOutcome.Succeeded, 2, 0, null, null));
    }

    [Fact]
    public async Task RunAsync_StopBeforeTheFirstCell_SavesNothing()
    {
        var saved = new List<string>();
        var notebook = NotebookDocument.Create([("markdown", "text"), ("csharp", "good")]);
        NotebookRunResult result = await Run(notebook, Executor(), save: saved.Add, stop: new CancellationToken(canceled: true));
        result.ShouldBe(new NotebookRunResult(RunOutcome.Interrupted, 0, 0, 1, null));
        saved.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_CellOfAKernelThatIsNotHere_SaysSoAndGoesOn()
    {
        await using var session = new ScriptSession(new ScriptSessionOptions());
        var notebook = NotebookDocument.Create([("db", "SELECT 1"), ("csharp", "1 + 1")]);
        (await Run(notebook, session)).ShouldBe(new NotebookRunResult(RunOutcome.Succeeded, 2, 0, null, null));
        notebook.Cells[0].Outputs.ToJsonString().ShouldContain("cell was not run: a kernel");
        notebook.Cells[1].Outputs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_UnknownMagicCommandInACellOfAnotherKernel_Fails()
    {
        await using var session = new ScriptSession(new ScriptSessionOptions());
        var notebook = NotebookDocument.Create([("html", "<b>\n#!nonsense")]);
        (await Run(notebook, session)).Outcome.ShouldBe(RunOutcome.CellFailed);
    }

    private static ScriptedExecutor Executor() => new()
    {
        ["good"] = output =>
        {
            output.Display(MimeBundle.OfText("shown"), null);
            return new CellResult(null, null, false);
        },
        ["bad"] = _ => new CellResult(null, new CellError("Bad", "no good", ["line"]), false),
        ["#!html\n<b>x</b>"] = _ => new CellResult(MimeBundle.OfText("x"), null, false),
    };

    private static Task<NotebookRunResult> Run(
        NotebookDocument notebook, ICellExecutor executor, NotebookRunOptions? options = null, Action<string>? save = null,
        IProgress<CellProgress>? progress = null, CancellationToken? stop = null) =>
        new NotebookRunner(options ?? new()).RunAsync(
            notebook, executor, document => save?.Invoke(document.ToJson()), progress, stop ?? Stop);

    /// <summary>Stops the run at what it is told of, at once, as the command line's progress is told.</summary>
    private sealed class StopWhen(CancellationTokenSource stop, Predicate<CellProgress> when) : IProgress<CellProgress>
    {
        public void Report(CellProgress value)
        {
            if (when(value))
            {
                stop.Cancel();
            }
        }
    }

    /// <summary>Answers each text of a cell as the test says; any other waits for an interrupt.</summary>
    private sealed class ScriptedExecutor : Dictionary<string, Func<ICellOutput, CellResult>>, ICellExecutor
    {
        public async Task<CellResult> ExecuteAsync(string code, ICellOutput output, CancellationToken interrupt)
        {
            if (TryGetValue(code, out Func<ICellOutput, CellResult>? answer))
            {
                return answer(output);
            }

            var interrupted = new TaskCompletionSource();
            await using CancellationTokenRegistration registration = interrupt.Register(interrupted.SetResult);
            await interrupted.Task;
            return new CellResult(null, new CellError("Interrupted", "", []), true);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
