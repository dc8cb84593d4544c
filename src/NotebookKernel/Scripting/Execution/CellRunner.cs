using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive;
using NotebookKernel.Scripting.Compiling;
using NotebookKernel.Scripting.Packages;
using NotebookKernel.Scripting.Rendering;

namespace NotebookKernel.Scripting.Execution;

/// <summary>Compiles and runs the C# cells of a notebook, one after the other: what a cell declares, the later ones can use.</summary>
internal sealed class CellRunner : IDisposable
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
    private readonly TaskCompletionSource referencesRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Held, so that what the compiler has read for it is there for every later compilation, the editor's among them.
    private CompiledCell? warmedUp;
    private CompiledCell? previous;
    private object?[] cellObjects = new object?[16];
    private RunningCell? running;
    private Task abandoned = Task.CompletedTask;

    public CellRunner(ScriptSessionOptions options)
    {
        this.options = options;
        references = new ReferenceSet([.. FrameworkReferences.Load(), .. HostReferences.ForEveryCell()]);
        loader = new ReferenceLoader(options.Folder, references);
        compiler = new CellCompiler(options.Folder, ScriptSession.Imports, references.All[0]);
        ConsoleRouter.Install();
        StrayExceptions.Install();
    }

    /// <summary>The code of the cells that later ones build on, in the order they ran.</summary>
    public IReadOnlyList<string> ExecutedCode => executedCode;

    /// <summary>What the next cell compiles against: a new list whenever an <c>#r</c> adds to it.</summary>
    public IReadOnlyList<MetadataReference> MetadataReferences => references.All;

    /// <summary>How cells are compiled.</summary>
    public Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions CompilationOptions => compiler.Options;

    /// <summary>The variables that the cells have declared, by name.</summary>
    public IReadOnlyList<CellVariable> Variables => CellVariable.In(cellObjects);

    /// <summary>True while a cell runs.</summary>
    public bool IsRunning => Volatile.Read(ref running) is not null;

    /// <summary>Runs a cell after those before it.</summary>
    /// <param name="code">The C# alone: other languages and packages were dealt with.</param>
    /// <param name="name">What errors call it: "cell 3".</param>
    /// <param name="output">Where its output goes.</param>
    /// <param name="context">The command that it runs for; its token is cancelled by an interrupt. Null if it has none.</param>
    /// <param name="keep">False to leave no trace of it in the session.</param>
    /// <param name="interrupt">Stops the cell, also one that waits its turn.</param>
    public Task<CellOutcome> ExecuteAsync(
        string code, string name, ICellOutput output, KernelInvocationContext? context, bool keep, CancellationToken interrupt) =>
        InTurnAsync(output, context, cell => RunAsync(cell, code, name, keep), interrupt);

    /// <summary>Makes packages usable for the cells to come; those that were added are the outcome's value.</summary>
    public Task<CellOutcome> AddPackagesAsync(
        PackageDirectives packages, ICellOutput output, KernelInvocationContext context, CancellationToken interrupt) =>
        InTurnAsync(
            output,
            context,
            async cell =>
            {
                return new CellOutcome { Value = await loader.AddPackagesAsync(packages, cell.Output, cell.Left) };
            },
            interrupt);

    /// <summary>Declares a variable with a value that comes from elsewhere.</summary>
    /// <exception cref="CellRefusedException">The name is no C# name.</exception>
    public async Task DeclareAsync(string name, object? value, ICellOutput output, KernelInvocationContext context)
    {
        string declaration = $"{CellVariable.Declaration(value?.GetType())} {name} = default!;";
        CellOutcome outcome = await ExecuteAsync(declaration, $"#!set {name}", output, context, keep: true, CancellationToken.None);
        if (outcome.Error is { } error)
        {
            throw new CellRefusedException("ValueError", $"A value cannot be set as '{name}': {error.Message}");
        }

        Variables.First(variable => variable.Name == name).Set(value);
    }

    /// <summary>Stops the running cell; does nothing if none runs.</summary>
    public void Interrupt() => Volatile.Read(ref running)?.Interrupt(options.InterruptGrace, options.InterruptPatience);

    /// <summary>Compiles and runs a cell that does nothing, so that the compiler is ready when the first one comes.</summary>
    public async Task WarmUpAsync()
    {
        // Never beside a cell: two compilations that read the same references for the first time may each make their own of them, and
        // a name that cells import would then mean two things.
        if (IsWarm)
        {
            referencesRead.TrySetResult();
            return;
        }

        await turn.WaitAsync();
        try
        {
            if (!IsWarm)
            {
                await Task.Run(WarmUp);
            }
        }
        finally
        {
            referencesRead.TrySetResult();
            turn.Release();
        }
    }

    /// <summary>
    /// Waits until the compiler has read what cells refer to, a part of <see cref="WarmUpAsync"/>: from then on another compilation
    /// may go on beside it.
    /// </summary>
    public async Task ReadReferencesAsync() => await await Task.WhenAny(referencesRead.Task, WarmUpAsync());

    /// <summary>Stops the running cell and waits for it.</summary>
    public async Task CloseAsync()
    {
        Interrupt();
        await turn.WaitAsync();
        thread.Dispose();
    }

    public void Dispose()
    {
        thread.Dispose();
        turn.Dispose();
    }

    private bool IsWarm => warmedUp is not null || previous is not null;

    private void WarmUp()
    {
        CSharpCompilation read = compiler.Read(references.All);
        referencesRead.TrySetResult();
        CompiledCell warm = compiler.Compile(
            CellCompiler.Parse("var ready = 1; ready", "warm-up"), references.All, previous: null, CancellationToken.None);
        GC.KeepAlive(read);
        warm.Start?.Invoke(new object?[2]);
        warmedUp = warm;
        _ = ValueRenderer.Render(1, options.ValueLimit);
    }

    private async Task<CellOutcome> InTurnAsync(
        ICellOutput output, KernelInvocationContext? context, Func<RunningCell, Task<CellOutcome>> run, CancellationToken interrupt)
    {
        // A cell that submits code to its own kernel and waits for it: that code is part of the cell, and is stopped with it.
        if (RunningCell.OfCallingCode is { IsOver: false } outer && ReferenceEquals(outer, Volatile.Read(ref running)))
        {
            return await RunGuardedAsync(outer, run);
        }

        try
        {
            await turn.WaitAsync(interrupt);
        }
        catch (OperationCanceledException)
        {
            return CellOutcome.WasInterrupted;
        }

        var cell = new RunningCell(output, options.ValueLimit, context);
        try
        {
            Volatile.Write(ref running, cell);
            using CancellationTokenRegistration registration =
                interrupt.Register(() => cell.Interrupt(options.InterruptGrace, options.InterruptPatience));
            using CancellationTokenRegistration? cancelled = context?.CancellationToken.Register(
                () => cell.Interrupt(options.InterruptGrace, options.InterruptPatience));
            return await Task.Run(() => RunGuardedAsync(cell, run));
        }
        finally
        {
            Volatile.Write(ref running, null);
            await cell.EndAsync();
            abandoned = cell.Abandoned ? Task.WhenAll(abandoned, cell.Threads.Gone) : abandoned;
            turn.Release();
        }
    }

    private static async Task<CellOutcome> RunGuardedAsync(RunningCell cell, Func<RunningCell, Task<CellOutcome>> run)
    {
        try
        {
            return await run(cell);
        }
        catch (CellCompilationException e)
        {
            return new CellOutcome { Error = CellErrors.Of(e), Exception = e, Diagnostics = e.Diagnostics };
        }
        catch (CellRefusedException e)
        {
            return new CellOutcome { Error = e.Error, Exception = e };
        }
        catch (Exception e) when (cell.IsInterrupted)
        {
            return new CellOutcome
            {
                Error = cell.Abandoned ? CellErrors.Abandoned : CellErrors.Interrupted, Exception = e, Interrupted = true,
            };
        }
        catch (Exception e)
        {
            return new CellOutcome { Error = CellErrors.Of(e), Exception = e };
        }
    }

    private async Task<CellOutcome> RunAsync(RunningCell cell, string code, string name, bool keep)
    {
        SyntaxTree tree = CellCompiler.Parse(code, name);
        await loader.LoadAsync(tree, cell.Output, cell.Left);
        CompiledCell compiled = compiler.Compile(CellCompiler.WithoutReferences(tree), references.All, previous, cell.Left);
        await WaitForLeftBehindAsync(cell);
        if (compiled.TakesKernelToken)
        {
            cell.TakeToken();
        }

        object? value = await StartAsync(cell, compiled, code, keep);
        MimeBundle? shown = compiled.HasValue ? await OnCellThreadAsync(cell, () => ValueRenderer.Render(value, cell.ValueLimit)) : null;
        return new CellOutcome { Value = value, Shown = shown, Diagnostics = compiled.Warnings, Interrupted = cell.IsInterrupted };
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
            "A call of the interrupted cell has not returned yet. "
            + $"This one starts when it has, in {options.LeftBehindPatience.TotalSeconds:0} s at the latest.\n");
        if (!await EndsWithinAsync(options.LeftBehindPatience))
        {
            abandoned = Task.CompletedTask;
        }

        async Task<bool> EndsWithinAsync(TimeSpan time) =>
            await Task.WhenAny(abandoned, Task.Delay(time, cell.Left)).WaitAsync(cell.Left) == abandoned;
    }

    private async Task<object?> StartAsync(RunningCell cell, CompiledCell compiled, string code, bool keep)
    {
        if (compiled.Start is null)
        {
            Keep();
            return null;
        }

        object?[] objects = keep ? RoomForOneMore() : [.. RoomForOneMore()];
        int before = objects.Count(item => item is not null);
        CompiledCell? earlier = previous;
        if (keep)
        {
            // Already now: code that the cell submits to this kernel builds on it.
            previous = compiled;
        }

        try
        {
            Task<object?> start = await OnCellThreadAsync(cell, () => compiled.Start(objects));
            return await start.WaitAsync(cell.Left);
        }
        finally
        {
            // A cell that failed half-way keeps what it had declared by then; one stopped before its first line leaves none.
            if (keep && objects.Count(item => item is not null) > before)
            {
                executedCode.Add(code);
            }
            else if (keep && ReferenceEquals(previous, compiled))
            {
                previous = earlier;
            }
        }

        void Keep()
        {
            if (keep)
            {
                previous = compiled;
                executedCode.Add(code);
            }
        }
    }

    // A cell's thread may be waiting for the very code that the cell has submitted: that runs on another one.
    private Task<T> OnCellThreadAsync<T>(RunningCell cell, Func<T> body) =>
        ReferenceEquals(RunningCell.OfCallingCode, cell)
            ? Task.Run(() =>
            {
                SynchronizationContext.SetSynchronizationContext(new InterruptibleContext(cell));
                T result = default!;
                cell.Threads.Run(() => result = body());
                return result;
            })
            : thread.RunAsync(cell, body);

    private object?[] RoomForOneMore()
    {
        if (cellObjects[^2] is not null)
        {
            Array.Resize(ref cellObjects, cellObjects.Length * 2);
        }

        return cellObjects;
    }
}
