using HandwrittenDigits.Cli.Invocation;
using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Running;

namespace HandwrittenDigits.Cli.Notebooks;

/// <summary>When each of several notebooks runs: several at a time, and after what it waits for.</summary>
internal sealed class NotebookOrder
{
    private readonly int jobs;

    private NotebookOrder(IReadOnlyList<NotebookInRun> notebooks, int jobs)
    {
        AsGiven = notebooks;
        this.jobs = jobs;
    }

    /// <summary>The notebooks in the order in which they were named.</summary>
    public IReadOnlyList<NotebookInRun> AsGiven { get; }

    /// <summary>Reads what each waits for; what is not among them is not waited for.</summary>
    /// <param name="notebooks">The notebooks.</param>
    /// <param name="jobs">How many run at a time.</param>
    /// <exception cref="InvalidDataException">Two wait for each other.</exception>
    public static NotebookOrder Of(IReadOnlyList<NotebookInRun> notebooks, int jobs)
    {
        foreach (NotebookInRun notebook in notebooks)
        {
            notebook.WaitFor(notebooks);
        }

        foreach (NotebookInRun notebook in notebooks)
        {
            int steps = 0;
            for (NotebookInRun? before = notebook.After; before is not null; before = before.After)
            {
                if (++steps > notebooks.Count)
                {
                    throw new InvalidDataException(
                        $"{notebook.Path} waits for {notebook.After!.Path}, which waits for it: change \"runs_after\" in their metadata.");
                }
            }
        }

        return new NotebookOrder(notebooks, jobs);
    }

    /// <summary>Runs all, or up to the first that fails.</summary>
    /// <param name="run">Runs one and gives its exit code.</param>
    /// <returns>The exit code of the first that failed.</returns>
    public async Task<int> RunAsync(Func<NotebookInRun, Task<int>> run)
    {
        using var free = new SemaphoreSlim(jobs);
        int code = ExitCode.Success;

        async Task RunInTurnAsync(NotebookInRun notebook)
        {
            await notebook.Ready;
            await free.WaitAsync();
            try
            {
                if (Volatile.Read(ref code) == ExitCode.Success)
                {
                    Interlocked.CompareExchange(ref code, await run(notebook), ExitCode.Success);
                }
            }
            catch
            {
                // It could not even be run: nothing that has not begun does.
                Interlocked.CompareExchange(ref code, ExitCode.Failure, ExitCode.Success);
                throw;
            }
            finally
            {
                notebook.End();
                free.Release();
            }
        }

        // Side by side, what others wait for begins first.
        IEnumerable<NotebookInRun> order = jobs == 1
            ? AsGiven
            : AsGiven.OrderByDescending(notebook => AsGiven.Any(other => other.After == notebook));
        await Task.WhenAll([.. order.Select(RunInTurnAsync)]);
        return code;
    }
}

/// <summary>One of the notebooks that are run together.</summary>
/// <param name="path">Its file.</param>
/// <param name="document">What it holds.</param>
internal sealed class NotebookInRun(string path, NotebookDocument document)
{
    private readonly List<(string? Tag, TaskCompletionSource Reached)> waiting = [];

    /// <summary>Its file.</summary>
    public string Path { get; } = path;

    /// <summary>What it holds.</summary>
    public NotebookDocument Document { get; } = document;

    /// <summary>The notebook that it waits for.</summary>
    public NotebookInRun? After { get; private set; }

    /// <summary>Ends when it may run.</summary>
    public Task Ready { get; private set; } = Task.CompletedTask;

    /// <summary>Looks for what its metadata say that it runs after.</summary>
    public void WaitFor(IReadOnlyList<NotebookInRun> notebooks)
    {
        if (Document.RunsAfter?.Split('#', 2) is not [var file, .. var tag])
        {
            return;
        }

        string before = System.IO.Path.GetFullPath(file, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        After = notebooks.FirstOrDefault(notebook => System.IO.Path.GetFullPath(notebook.Path) == before);
        if (After is not null)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            After.waiting.Add((tag.FirstOrDefault(), reached));
            Ready = reached.Task;
        }
    }

    /// <summary>Lets those run that wait for a cell once it has run.</summary>
    public IProgress<CellProgress> Watched(IProgress<CellProgress> progress) => new Watch(this, progress);

    /// <summary>Lets all run that wait for it.</summary>
    public void End()
    {
        foreach ((_, TaskCompletionSource reached) in waiting)
        {
            reached.TrySetResult();
        }
    }

    private sealed class Watch(NotebookInRun notebook, IProgress<CellProgress> inner) : IProgress<CellProgress>
    {
        public void Report(CellProgress value)
        {
            inner.Report(value);
            foreach ((string? tag, TaskCompletionSource reached) in notebook.waiting)
            {
                if (value.Result is { Error: null } && tag is not null && value.Cell.Tags.Contains(tag))
                {
                    reached.TrySetResult();
                }
            }
        }
    }
}
