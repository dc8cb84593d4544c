using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookKernel.Scripting.Compiling;
using NotebookKernel.Scripting.Execution;
using NotebookKernel.Scripting.Packages;
using NotebookKernel.Scripting.Rendering;

namespace NotebookKernel.Scripting;

/// <summary>
/// Runs the cells of a C# notebook, one after the other: what a cell declares, the later ones can use.
/// </summary>
/// <remarks>
/// <para>
/// A session takes over the console of its process and the exceptions that nobody catches there, and publishes the
/// <see cref="HostContract"/> in it, so a process serves one notebook. Cells start on one thread that lasts as long as the
/// session; after an <c>await</c> they go on on the thread pool.
/// </para>
/// <para>
/// Code is never unloaded: each executed cell costs some hundred kilobytes until the process ends, beside what its
/// variables hold. Redefining a variable frees nothing, since the older cell's own stays; assign to it instead.
/// </para>
/// </remarks>
public sealed class ScriptSession : ICellExecutor
{
    // A wait that is shorter than this is not worth a word.
    private static readonly TimeSpan UntoldWait = TimeSpan.FromMilliseconds(250);

    private readonly ScriptSessionOptions options;
    private readonly ReferenceSet references;
    private readonly ReferenceLoader loader;
    private readonly CellCompiler compiler;
    private readonly CellThread thread = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<string> executedCode = [];

    private CompiledCell? previous;
    private object?[] cellObjects = new object?[16];
    private int cellsStarted;
    private RunningCell? running;
    private Task leftBehind = Task.CompletedTask;

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
        references = new ReferenceSet([.. FrameworkReferences.Load(), .. HostReferences.ForEveryCell()]);
        loader = new ReferenceLoader(this.options.Folder, references);
        compiler = new CellCompiler(this.options.Folder, Imports, references.All[0]);
        ConsoleRouter.Install();
        StrayExceptions.Install();
        HostDisplays.Publish(options.FrontEnd);
    }

    /// <summary>The namespaces and types that every cell sees without a <c>using</c>, those of .NET Interactive.</summary>
    public static IReadOnlyList<string> Imports { get; } =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.Linq", "System.Text", "System.Threading.Tasks",
        "Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Formatting", "Microsoft.DotNet.Interactive.Kernel",
        "NotebookKernel",
    ];

    /// <summary>The code of the cells that later ones build on, in the order they ran.</summary>
    public IReadOnlyList<string> ExecutedCode => executedCode;

    /// <summary>What the next cell compiles against: a new list whenever an <c>#r</c> adds to it.</summary>
    public IReadOnlyList<MetadataReference> MetadataReferences => references.All;

    /// <summary>How cells are parsed.</summary>
    public static CSharpParseOptions ParseOptions => CellCompiler.ParseOptions;

    /// <summary>How cells are compiled, with the <see cref="Imports"/> and the resolvers of <c>#r</c> and <c>#load</c>.</summary>
    public CSharpCompilationOptions CompilationOptions => compiler.Options;

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
        await InTurnAsync(output, cell => RunAsync(cell, code, name, keep: true), interrupt);

    /// <summary>Evaluates an expression with what the cells have declared, leaving no trace of it in the session.</summary>
    public async Task<CellResult> EvaluateAsync(string expression, ICellOutput output, CancellationToken interrupt = default) =>
        await InTurnAsync(output, cell => RunAsync(cell, expression, "expression", keep: false), interrupt);

    /// <summary>
    /// Stops the running cell; does nothing if none runs. A cell that has asked for its token has
    /// <see cref="ScriptSessionOptions.InterruptGrace"/> to end by itself. What has not stopped after
    /// <see cref="ScriptSessionOptions.InterruptPatience"/>, as a call into native code, is left to run out in the background.
    /// </summary>
    public void Interrupt() => Volatile.Read(ref running)?.Interrupt(options.InterruptGrace, options.InterruptPatience);

    /// <summary>Compiles and runs a cell that does nothing, so that the compiler is ready when the first one comes.</summary>
    public async Task WarmUpAsync() =>
        await Task.Run(() =>
        {
            var warm = compiler.Compile(
                CellCompiler.Parse("var ready = 1; ready", "warm-up"), references.All, previous: null, CancellationToken.None);
            warm.Start?.Invoke(new object?[2]);
            _ = ValueRenderer.Render(1, options.ValueLimit);
        });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Interrupt();
        await turn.WaitAsync();
        thread.Dispose();
        turn.Dispose();
    }

    private async Task<CellResult> InTurnAsync(
        ICellOutput output, Func<RunningCell, Task<CellResult>> run, CancellationToken interrupt)
    {
        try
        {
            await turn.WaitAsync(interrupt);
        }
        catch (OperationCanceledException)
        {
            return new CellResult(null, CellErrors.Interrupted, Interrupted: true);
        }

        var cell = new RunningCell(new LimitedCellOutput(output, options), options.ValueLimit);
        try
        {
            Volatile.Write(ref running, cell);
            using var registration = interrupt.Register(() => cell.Interrupt(options.InterruptGrace, options.InterruptPatience));
            return await Task.Run(() => run(cell));
        }
        finally
        {
            Volatile.Write(ref running, null);
            await cell.EndAsync();
            leftBehind = cell.LeftBehind ? Task.WhenAll(leftBehind, cell.Threads.Gone) : leftBehind;
            turn.Release();
        }
    }

    private async Task<CellResult> RunAsync(RunningCell cell, string code, string name, bool keep)
    {
        try
        {
            var text = CellText.Parse(code);
            var tree = CellCompiler.Parse(text.CSharp, name);
            await loader.LoadAsync(tree, text.PackageSources, cell.Output, cell.Left);
            var compiled = compiler.Compile(CellCompiler.WithoutReferences(tree), references.All, previous, cell.Left);
            await WaitForLeftBehindAsync(cell);
            var value = await StartAsync(cell, compiled, text.CSharp, keep);
            var bundle = compiled.HasValue
                ? await thread.RunAsync(cell, () => ValueRenderer.Render(value, cell.ValueLimit))
                : text.Shown;
            return new CellResult(bundle, null, cell.IsInterrupted);
        }
        catch (CellCompilationException e)
        {
            return new CellResult(null, CellErrors.Of(e), Interrupted: false);
        }
        catch (CellRefusedException e)
        {
            return new CellResult(null, e.Error, Interrupted: false);
        }
        catch (Exception) when (cell.IsInterrupted)
        {
            return new CellResult(null, cell.LeftBehind ? CellErrors.LeftBehind : CellErrors.Interrupted, Interrupted: true);
        }
        catch (Exception e)
        {
            return new CellResult(null, CellErrors.Of(e), Interrupted: false);
        }
    }

    // Once for each call: one that never returns does not hold up every cell that follows.
    private async Task WaitForLeftBehindAsync(RunningCell cell)
    {
        if (await EndsWithinAsync(UntoldWait))
        {
            return;
        }

        cell.Output.Write(
            OutputStream.StandardError,
            $"A call of the interrupted cell has not returned yet. This one starts when it has, in {options.LeftBehindPatience.TotalSeconds:0} s at the latest.\n");
        if (!await EndsWithinAsync(options.LeftBehindPatience))
        {
            leftBehind = Task.CompletedTask;
        }

        async Task<bool> EndsWithinAsync(TimeSpan time) =>
            await Task.WhenAny(leftBehind, Task.Delay(time, cell.Left)).WaitAsync(cell.Left) == leftBehind;
    }

    private async Task<object?> StartAsync(RunningCell cell, CompiledCell compiled, string code, bool keep)
    {
        var objects = keep ? RoomForOneMore() : [.. RoomForOneMore()];
        var before = objects.Count(item => item is not null);
        try
        {
            if (compiled.Start is null)
            {
                return null;
            }

            var start = await thread.RunAsync(cell, () => compiled.Start(objects));
            return await start.WaitAsync(cell.Left);
        }
        finally
        {
            // A cell that failed half-way keeps what it had declared by then; one stopped before its first line leaves none.
            if (keep && (compiled.Start is null || objects.Count(item => item is not null) > before))
            {
                previous = compiled;
                executedCode.Add(code);
            }
        }
    }

    private object?[] RoomForOneMore()
    {
        if (cellObjects[^2] is not null)
        {
            Array.Resize(ref cellObjects, cellObjects.Length * 2);
        }

        return cellObjects;
    }
}
