using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using NotebookKernel.Kernels;
using NotebookKernel.LanguageServices;
using NotebookKernel.Scripting.Compiling;
using NotebookKernel.Scripting.Execution;

namespace NotebookKernel.Scripting;

/// <summary>
/// Runs the cells of a notebook, one after the other, by sending each as a command to the kernels of .NET Interactive and turning the
/// events that come back into the cell's output.
/// </summary>
/// <remarks>
/// <para>
/// A session takes over the console of its process and the exceptions that nobody catches there, so a process serves one notebook.
/// C# cells start on one thread that lasts as long as the session; after an <c>await</c> they go on on the thread pool.
/// </para>
/// <para>
/// Code is never unloaded: each executed cell costs some hundred kilobytes until the process ends, beside what its
/// variables hold. Redefining a variable frees nothing, since the older cell's own stays; assign to it instead.
/// </para>
/// </remarks>
public sealed class ScriptSession : ICellExecutor
{
    private readonly ScriptSessionOptions options;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CSharpScriptKernel csharp;
    private CancellationTokenSource? running;
    private int cellsStarted;

    /// <summary>Opens a session; the first cell compiles faster after <see cref="WarmUpAsync"/>.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder of the options does not exist.</exception>
    public ScriptSession(ScriptSessionOptions options)
    {
        if (!Directory.Exists(options.Folder))
        {
            throw new DirectoryNotFoundException(
                $"The folder of the notebook, {options.Folder}, does not exist. Name the folder that holds the notebook's file.");
        }

        this.options = options with { Folder = Path.GetFullPath(options.Folder) };
        csharp = new CSharpScriptKernel(this.options);
        Kernel = NotebookKernels.Create(csharp);
        Kernel.RegisterCommandHandler<RequestInput>(AskAsync);
        Kernel.SetDefaultTargetKernelNameForCommand(typeof(RequestInput), Kernel.Name);
        Kernel.RegisterForDisposal(Kernel.KernelEvents.Subscribe(Received));
    }

    /// <summary>
    /// The namespaces and types that every cell sees without a <c>using</c>: those of .NET Interactive, and its formatters.
    /// </summary>
    public static IReadOnlyList<string> Imports { get; } =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.Linq", "System.Text", "System.Threading.Tasks",
        "Microsoft.DotNet.Interactive.Formatting", "Microsoft.DotNet.Interactive.Kernel", "NotebookKernel",
    ];

    /// <summary>The C# of the cells that later ones build on, in the order they ran.</summary>
    public IReadOnlyList<string> ExecutedCode => csharp.Runner.ExecutedCode;

    /// <summary>How cells are parsed.</summary>
    public static CSharpParseOptions ParseOptions => CellCompiler.ParseOptions;

    /// <summary>The kernels that the cells run in.</summary>
    public CompositeKernel Kernel { get; }

    /// <summary>The C# kernel among them.</summary>
    internal CSharpScriptKernel CSharp => csharp;

    /// <summary>Whether code could run as it stands.</summary>
    public static CodeCompleteness CheckCompleteness(string code) => CellSyntax.Completeness(code);

    /// <summary>Runs a cell after those before it; a cell that fails is told in the result, not thrown.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="output">Where its output goes; threads that outlive the cell may call it later still.</param>
    /// <param name="interrupt">Stops the cell like <see cref="Interrupt"/>, also one that waits its turn.</param>
    public async Task<CellResult> ExecuteAsync(string code, ICellOutput output, CancellationToken interrupt = default) =>
        await ExecuteAsync(code, output, $"cell {Interlocked.Increment(ref cellsStarted)}", interrupt);

    /// <summary>Runs a cell after those before it, under a name of the caller's that errors call it by.</summary>
    /// <inheritdoc cref="ExecuteAsync(string, ICellOutput, CancellationToken)"/>
    /// <param name="code">The cell's text.</param>
    /// <param name="output">Where its output goes.</param>
    /// <param name="name">What errors call it: "cell 3".</param>
    /// <param name="interrupt">Stops the cell.</param>
    public async Task<CellResult> ExecuteAsync(
        string code, ICellOutput output, string name, CancellationToken interrupt = default) =>
        await SubmitAsync(code, output, name, keep: true, interrupt);

    /// <summary>Evaluates an expression with what the cells have declared, leaving no trace of it in the session.</summary>
    public async Task<CellResult> EvaluateAsync(string expression, ICellOutput output, CancellationToken interrupt = default) =>
        await SubmitAsync(expression, output, "expression", keep: false, interrupt);

    /// <summary>
    /// Stops the running cell; does nothing if none runs. A cell that has asked for its token has
    /// <see cref="ScriptSessionOptions.InterruptGrace"/> to end by itself. What has not stopped after
    /// <see cref="ScriptSessionOptions.InterruptPatience"/>, as a call into native code, is left to run out in the background.
    /// </summary>
    public void Interrupt()
    {
        csharp.Runner.Interrupt();
        Volatile.Read(ref running)?.CancelAsync();
    }

    /// <summary>The ways to go on typing: C#, or a magic command and its parameters.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="position">The cursor's UTF-16 index.</param>
    internal async Task<CompletionMatches> CompleteAsync(string code, int position)
    {
        if (!code.Contains("#!", StringComparison.Ordinal))
        {
            return await (await csharp.Language).CompleteAsync(csharp.Context, code, position);
        }

        KernelCommandResult result = await Kernel.SendAsync(new RequestCompletions(code, Positions.Of(code, position)));
        List<CompletionItem> found = result.Events.OfType<CompletionsProduced>().LastOrDefault()?.Completions.ToList() ?? [];
        if (found is [CSharpCompletion first, ..])
        {
            return new CompletionMatches(
                [.. found.Cast<CSharpCompletion>().Select(item => item.Match)], position - first.Before, position + first.After);
        }

        int start = position;
        while (start > 0 && !char.IsWhiteSpace(code[start - 1]))
        {
            start--;
        }

        string typed = code[start..position];
        IEnumerable<CompletionMatch> items = found.Where(item => item.InsertText.StartsWith(typed, StringComparison.Ordinal))
            .Select(item => new CompletionMatch(item.InsertText, item.Kind.ToLowerInvariant(), Signature: null, item.Documentation));
        return new CompletionMatches([.. items], start, position);
    }

    /// <summary>What stands at the cursor: its signature and documentation, null if it is nothing that has any.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="position">The cursor's UTF-16 index.</param>
    /// <param name="detailed">True for all overloads and sections, and for the source of what a cell declared.</param>
    internal async Task<string?> InspectAsync(string code, int position, bool detailed) =>
        await (await csharp.Language).InspectAsync(csharp.Context, CellPlacement.Blank(code), position, detailed);

    /// <summary>Compiles and runs a cell that does nothing, so that the compiler is ready when the first one comes.</summary>
    public Task WarmUpAsync() => csharp.Runner.WarmUpAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Interrupt();
        await turn.WaitAsync();
        await csharp.Runner.CloseAsync();
        Kernel.Dispose();
        turn.Dispose();
    }

    private static Task AskAsync(RequestInput question, KernelInvocationContext context)
    {
        if (Submission.Of(question) is { } submission)
        {
            string answer = submission.Output.Front.ReadLine(question.Prompt ?? "", question.IsPassword);
            context.Publish(new InputProduced(answer, question));
        }
        else
        {
            context.Fail(question, message: "The cell asks for input, and nobody is there to answer.");
        }

        return Task.CompletedTask;
    }

    private static KernelCommand RootOf(KernelCommand command)
    {
        while (command.Parent is { } parent)
        {
            command = parent;
        }

        return command;
    }

    private static void Received(KernelEvent kernelEvent)
    {
        if (Submission.Of(kernelEvent.Command) is { } submission)
        {
            submission.Output.On(kernelEvent, RootOf(kernelEvent.Command));
        }
    }

    private async Task<CellResult> SubmitAsync(string code, ICellOutput output, string name, bool keep, CancellationToken interrupt)
    {
        try
        {
            await turn.WaitAsync(interrupt);
        }
        catch (OperationCanceledException)
        {
            return new CellResult(null, CellErrors.Interrupted, Interrupted: true);
        }

        // Never disposed: a thread that outlives the cell may still hold the token.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        var events = new SubmissionOutput(new LimitedCellOutput(output, options), options.ValueLimit);
        var command = new SubmitCode(code);
        new Submission(name, keep, events, stop.Token).Register(command);
        try
        {
            Volatile.Write(ref running, stop);
            await Task.Run(() => Kernel.SendAsync(command));
            if (events.Result.Error is { Name: CellErrors.UnknownMagicCommand } && MissingKernels.StandIn(Kernel, code) is { } told)
            {
                output.Write(OutputStream.StandardError, told);
                return new CellResult(null, null, Interrupted: false);
            }

            return events.Result;
        }
        finally
        {
            Volatile.Write(ref running, null);
            turn.Release();
        }
    }
}

/// <summary>Whether code could run as it stands, the answer to Jupyter's <c>is_complete_request</c>.</summary>
public enum CodeCompleteness
{
    /// <summary>It could run.</summary>
    Complete,

    /// <summary>More text could make it run: a brace or a string is open.</summary>
    Incomplete,

    /// <summary>No further text can make it run.</summary>
    Invalid,
}
