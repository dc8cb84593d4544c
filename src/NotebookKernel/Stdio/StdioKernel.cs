using System.Reactive.Linq;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Connection;
using Microsoft.DotNet.Interactive.Events;
using NotebookKernel.Kernels;
using NotebookKernel.Scripting;

namespace NotebookKernel.Stdio;

/// <summary>
/// The kernels of a notebook behind .NET Interactive's own protocol: commands come in and events go out as JSON, a line each;
/// <see cref="KernelReady"/> is the first
/// (<see href="https://github.com/dotnet/interactive/blob/main/docs/kernels-overview.md"/>).
/// </summary>
/// <remarks>
/// Two things are better than with the package's host alone: <see cref="Cancel"/> stops a C# cell for real, with all that it has shown
/// and all variables kept, and an editor's questions about C# are answered while a cell runs.
/// </remarks>
public sealed class StdioKernel : IDisposable
{
    private readonly TextReader input;
    private readonly StdioSender sender;
    private readonly CSharpScriptKernel csharp;
    private readonly CompositeKernel kernel;
    private readonly KernelHost host;
    private readonly StdioKernelOptions options;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes the kernels; nothing is said before <see cref="RunAsync"/>.</summary>
    /// <param name="input">Where commands come from.</param>
    /// <param name="output">Where events go: what the process's own standard output was before cells could write to it.</param>
    /// <param name="options">How it is run.</param>
    public StdioKernel(TextReader input, TextWriter output, StdioKernelOptions options)
    {
        this.input = input;
        this.options = options;
        sender = new StdioSender(output, KernelHost.CreateHostUri("stdio"));
        csharp = new CSharpScriptKernel(options.Session);
        kernel = NotebookKernels.Create(csharp, withJavaScript: !options.AsksFrontEnd);
        host = kernel.UseHost(sender, new KernelCommandAndEventReceiver(ReadAsync), options.HostUri);
        kernel.UseQuitCommand(() =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        });
    }

    /// <summary>Answers commands until the input ends or a client says <see cref="Quit"/>.</summary>
    public async Task RunAsync()
    {
        if (options.AsksFrontEnd)
        {
            await ConnectFrontEndAsync();
        }

        _ = csharp.Runner.WarmUpAsync();
        await host.ConnectAsync();
        await ended.Task;
    }

    /// <summary>Ends the kernels.</summary>
    public void Dispose()
    {
        csharp.Runner.Interrupt();
        host.Dispose();
        kernel.Dispose();
        sender.Dispose();
    }

    // What VS Code's extension offers to a kernel, under the names that it gives to its own kernels: its input box, new cells, and the
    // page's scripts.
    private async Task ConnectFrontEndAsync()
    {
        ProxyKernel editor = await host.ConnectProxyKernelOnDefaultConnectorAsync("vscode", new Uri("kernel://vscode"), ["frontend"]);
        editor.KernelSpecifierDirective.Hidden = true;
        foreach (Type command in (Type[])[typeof(RequestInput), typeof(RequestInputs), typeof(SendEditableCode)])
        {
            editor.KernelInfo.SupportedKernelCommands.Add(new KernelCommandInfo(command.Name));
            kernel.SetDefaultTargetKernelNameForCommand(command, editor.Name);
        }

        ProxyKernel script =
            await host.ConnectProxyKernelOnDefaultConnectorAsync("javascript", new Uri("kernel://webview/javascript"), ["js"]);
        foreach (Type command in (Type[])[typeof(SubmitCode), typeof(RequestValue), typeof(RequestValueInfos), typeof(SendValue)])
        {
            script.KernelInfo.SupportedKernelCommands.Add(new KernelCommandInfo(command.Name));
        }

        script.UseValueSharing();
    }

    private async Task<CommandOrEvent?> ReadAsync(CancellationToken stop)
    {
        if (await input.ReadLineAsync(stop) is not { } line)
        {
            // Nobody is there any more. The receiver would ask again, without end.
            ended.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return null;
        }

        if (string.IsNullOrWhiteSpace(line))
        {
            return null;
        }

        CommandOrEvent message = Read(line);
        switch (message.Command)
        {
            // Here, and not as a command among others: those need the thread pool, which the cell may have filled.
            case Cancel cancel when csharp.Runner.IsRunning:
                csharp.Runner.Interrupt();
                await sender.SendAsync(new CommandSucceeded(cancel), stop);
                return null;
            case LanguageServiceCommand or RequestDiagnostics when IsForCSharp(message.Command):
                Answer(message.Command);
                return null;
            default:
                return message;
        }
    }

    private static CommandOrEvent Read(string line)
    {
        try
        {
            return Serializer.DeserializeCommandOrEvent(line);
        }
        catch (Exception e)
        {
            return new CommandOrEvent(
                new ErrorProduced($"A line that is no command or event of .NET Interactive: {e.Message}", new SubmitCode(line)),
                isParseError: true);
        }
    }

    private bool IsForCSharp(KernelCommand command)
    {
        string code = command is LanguageServiceCommand question ? question.Code : ((RequestDiagnostics)command).Code;
        return (command.TargetKernelName is null
            || command.TargetKernelName == csharp.Name || csharp.KernelInfo.Aliases.Contains(command.TargetKernelName))
            && !code.Contains("#!", StringComparison.Ordinal);
    }

    // The package's scheduler would let it wait for the running cell. Nothing flows along: contexts of the package that have one async
    // context in common have one writer of the console, too, which the first of them to end takes from the others.
    private void Answer(KernelCommand command)
    {
        using AsyncFlowControl apart = ExecutionContext.SuppressFlow();
        _ = Task.Run(() => AnswerAsync(command));
    }

    private async Task AnswerAsync(KernelCommand command)
    {
        try
        {
            using var context = KernelInvocationContext.GetOrCreateAmbientContext(command);
            using IDisposable told = context.KernelEvents.Subscribe(produced => Send(produced));
            try
            {
                await csharp.AnswerAsync(command, context);
                context.Complete(command);
            }
            catch (Exception e)
            {
                context.Fail(command, e, e.Message);
            }
        }
        catch (Exception e)
        {
            // A fault of the host's own: a client that waits is told all the same.
            Send(new CommandFailed(e, command));
        }
    }

    private void Send(KernelEvent produced)
    {
        produced.RoutingSlip.Stamp(csharp.KernelInfo.Uri);
        produced.RoutingSlip.Stamp(kernel.KernelInfo.Uri);
        _ = sender.SendAsync(produced, CancellationToken.None);
    }
}

/// <summary>How a kernel that speaks over its standard streams is run.</summary>
public sealed record StdioKernelOptions
{
    /// <summary>How its cells run. Default: in the current directory.</summary>
    public ScriptSessionOptions Session { get; init; } = new();

    /// <summary>What its kernels' addresses start with. Default: <c>kernel://pid-</c> and the number of this process.</summary>
    public Uri HostUri { get; init; } = KernelHost.CreateHostUriForCurrentProcessId();

    /// <summary>
    /// True for a client that has kernels of its own for input, new cells and scripts, as VS Code's extension for Polyglot Notebooks.
    /// Default: false.
    /// </summary>
    public bool AsksFrontEnd { get; init; }
}
