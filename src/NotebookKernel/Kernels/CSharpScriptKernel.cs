using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.ValueSharing;
using NotebookKernel.LanguageServices;
using NotebookKernel.Scripting;
using NotebookKernel.Scripting.Execution;
using NotebookKernel.Scripting.Packages;

namespace NotebookKernel.Kernels;

/// <summary>
/// A C# kernel of .NET Interactive whose cells can be interrupted, whatever they do, with all variables kept. It answers the commands
/// that the package's own answers, with the same events.
/// </summary>
internal sealed class CSharpScriptKernel : Kernel,
    IKernelCommandHandler<SubmitCode>,
    IKernelCommandHandler<RequestCompletions>,
    IKernelCommandHandler<RequestHoverText>,
    IKernelCommandHandler<RequestSignatureHelp>,
    IKernelCommandHandler<RequestDiagnostics>,
    IKernelCommandHandler<RequestValue>,
    IKernelCommandHandler<RequestValueInfos>,
    IKernelCommandHandler<SendValue>
{
    // What a thread shows that outlives its cell is lost with the package, whose context is complete by then.
    static CSharpScriptKernel() => Formatter.SubscribeToDisplayedValues(shown =>
    {
        if (KernelInvocationContext.Current is { IsComplete: true, HandlingKernel: CSharpScriptKernel kernel } ended)
        {
            kernel.PublishEvent(shown.IsUpdated
                ? new DisplayedValueUpdated(shown.Value, shown.DisplayId, ended.Command, shown.FormattedValues)
                : new DisplayedValueProduced(shown.Value, ended.Command, shown.FormattedValues, shown.DisplayId));
        }
    });

    private readonly Lazy<Task<LanguageService>> language;
    private PackageDirectives asked = new();
    private PackageExtensions? extensions;
    private int cellsStarted;

    /// <summary>Makes the kernel.</summary>
    /// <param name="options">How it runs its cells.</param>
    public CSharpScriptKernel(ScriptSessionOptions options)
        : base("csharp")
    {
        KernelInfo.LanguageName = "C#";
        KernelInfo.LanguageVersion = "14.0";
        KernelInfo.DisplayName = "csharp - C# Script";
        KernelInfo.Description = "Compile and run C# script";
        Runner = new CellRunner(options);
        language = new Lazy<Task<LanguageService>>(OpenLanguageServiceAsync);
        AddPackageDirectives();
        RegisterForDisposal(Runner);
        RegisterForDisposal(() =>
        {
            if (language is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                language.Value.Result.Dispose();
            }
        });
    }

    /// <summary>What compiles and runs the cells.</summary>
    public CellRunner Runner { get; }

    /// <summary>The editor's services; they load when they are first asked for.</summary>
    public Task<LanguageService> Language => language.Value;

    /// <summary>Loads what the first completion needs, before somebody waits for it.</summary>
    public async Task WarmUpLanguageAsync() => await (await Language).WarmUpAsync(Context);

    /// <summary>What the next cell is written in sight of.</summary>
    public ScriptContext Context => new([.. Runner.ExecutedCode], Runner.MetadataReferences, Runner.CompilationOptions);

    /// <summary>Answers an editor's question at once, also while a cell runs.</summary>
    public Task AnswerAsync(KernelCommand question, KernelInvocationContext context) => question switch
    {
        RequestCompletions command => ((IKernelCommandHandler<RequestCompletions>)this).HandleAsync(command, context),
        RequestHoverText command => ((IKernelCommandHandler<RequestHoverText>)this).HandleAsync(command, context),
        RequestSignatureHelp command => ((IKernelCommandHandler<RequestSignatureHelp>)this).HandleAsync(command, context),
        RequestDiagnostics command => ((IKernelCommandHandler<RequestDiagnostics>)this).HandleAsync(command, context),
        _ => throw new NotSupportedException($"{question.GetType().Name} is no question about code."),
    };

    async Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        context.Publish(new CodeSubmissionReceived(command));
        context.Publish(ScriptSession.CheckCompleteness(command.Code) == CodeCompleteness.Incomplete
            ? new IncompleteCodeSubmissionReceived(command)
            : new CompleteCodeSubmissionReceived(command));
        var submission = Submission.Of(command);
        string code = context.Command is SubmitCode whole ? CellPlacement.Restore(whole.Code, command.Code) : command.Code;
        string name = submission?.Name ?? $"cell {Interlocked.Increment(ref cellsStarted)}";
        CellOutcome outcome = await Runner.ExecuteAsync(
            code, name, OutputOf(command, context), context, submission?.Keep ?? true, submission?.Interrupt ?? CancellationToken.None);
        Publish(outcome, command, context);
    }

    async Task IKernelCommandHandler<RequestCompletions>.HandleAsync(RequestCompletions command, KernelInvocationContext context)
    {
        int position = Positions.Index(command.Code, command.LinePosition);
        CompletionMatches found = await (await Language).CompleteAsync(Context, command.Code, position);
        context.Publish(new CompletionsProduced(
            [.. found.Items.Select(item => new CSharpCompletion(item, position - found.Start, found.End - position))],
            command,
            Positions.Span(command.Code, found.Start, found.End)));
    }

    async Task IKernelCommandHandler<RequestHoverText>.HandleAsync(RequestHoverText command, KernelInvocationContext context)
    {
        int position = Positions.Index(command.Code, command.LinePosition);
        if (await (await Language).HoverAsync(Context, command.Code, position) is { } found)
        {
            context.Publish(new HoverTextProduced(
                command,
                [new FormattedValue("text/markdown", found.Markdown), new FormattedValue(MimeBundle.PlainText, found.Text)],
                Positions.Span(command.Code, found.Start, found.End)));
        }
    }

    async Task IKernelCommandHandler<RequestSignatureHelp>.HandleAsync(RequestSignatureHelp command, KernelInvocationContext context)
    {
        int position = Positions.Index(command.Code, command.LinePosition);
        if (await (await Language).SignaturesAsync(Context, command.Code, position) is { } found)
        {
            context.Publish(new SignatureHelpProduced(command, found.Items, found.ActiveSignature, found.ActiveParameter));
        }
    }

    async Task IKernelCommandHandler<RequestDiagnostics>.HandleAsync(RequestDiagnostics command, KernelInvocationContext context)
    {
        IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic> found =
            await (await Language).DiagnosticsAsync(Context, command.Code, context.CancellationToken);
        context.Publish(DiagnosticsOf(found, command));
    }

    Task IKernelCommandHandler<RequestValueInfos>.HandleAsync(RequestValueInfos command, KernelInvocationContext context)
    {
        IEnumerable<KernelValueInfo> infos = Runner.Variables.Select(variable => new KernelValueInfo(
            variable.Name, FormattedValue.CreateSingleFromObject(variable.Value, command.MimeType), variable.Type));
        context.Publish(new ValueInfosProduced([.. infos], command));
        return Task.CompletedTask;
    }

    Task IKernelCommandHandler<RequestValue>.HandleAsync(RequestValue command, KernelInvocationContext context)
    {
        if (Runner.Variables.FirstOrDefault(variable => variable.Name == command.Name) is { } variable)
        {
            object? value = variable.Value;
            context.Publish(new ValueProduced(
                value, command.Name, new FormattedValue(command.MimeType, value.ToDisplayString(command.MimeType)), command));
        }
        else
        {
            context.Fail(command, message: $"Value '{command.Name}' not found in kernel {Name}");
        }

        return Task.CompletedTask;
    }

    Task IKernelCommandHandler<SendValue>.HandleAsync(SendValue command, KernelInvocationContext context) =>
        SetValueAsync(command, context, (name, value, declaredType) =>
            Runner.DeclareAsync(name, value, OutputOf(command, context), context));

    private static DiagnosticsProduced DiagnosticsOf(IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic> found, KernelCommand command) => new(
        [.. found.Select(Microsoft.DotNet.Interactive.Diagnostic.FromCodeAnalysisDiagnostic)],
        [.. found.Select(Described)],
        command);

    // Without the file's name, which is that of the cell.
    private static FormattedValue Described(Microsoft.CodeAnalysis.Diagnostic diagnostic)
    {
        Microsoft.CodeAnalysis.Text.LinePosition start = diagnostic.Location.GetMappedLineSpan().StartLinePosition;
        string place = diagnostic.Location.IsInSource ? $"({start.Line + 1},{start.Character + 1}): " : "";
        return new FormattedValue(
            MimeBundle.PlainText, $"{place}{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage()}");
    }

    private static void Publish(CellOutcome outcome, KernelCommand command, KernelInvocationContext context)
    {
        context.Publish(DiagnosticsOf(outcome.Diagnostics, command));
        if (outcome.Error is { } error)
        {
            context.Fail(
                command, new CellFailedException(error, outcome.Interrupted, outcome.Exception), string.Join('\n', error.Traceback));
            return;
        }

        if (outcome.Interrupted)
        {
            Submission.Of(command)?.Output.EndedByItself();
        }

        if (outcome.Shown is { } shown)
        {
            context.Publish(new ReturnValueProduced(outcome.Value, command, shown.ToFormattedValues()));
        }
    }

    private EventOutput OutputOf(KernelCommand command, KernelInvocationContext context) => new(this, PublishEvent, context, command);

    private async Task<LanguageService> OpenLanguageServiceAsync()
    {
        Task<LanguageService> opening = Task.Run(() => new LanguageService());
        await Runner.ReadReferencesAsync();
        return await opening;
    }

    // The parser of the package takes these out of a cell: it runs them first, whatever line they are on, then the restore.
    private void AddPackageDirectives()
    {
        AddDirective<AddPackage>(
            new KernelActionDirective("#r")
            {
                Description = "Refer to a package (#r \"nuget: Name, version\") or to an assembly (#r \"path\")",
                Parameters = { new KernelDirectiveParameter("--package-name") { AllowImplicitName = true, Required = true } },
            },
            (command, context) =>
            {
                string version = command.PackageVersion is { Length: > 0 } given ? $", {given}" : "";
                PackageRequest reference =
                    PackageRequest.Parse(command.PackageName) ?? PackageRequest.Parse($"nuget:{command.PackageName}{version}")!;
                asked.Requests.Add(reference);
                return Task.CompletedTask;
            });
        AddDirective<AddPackageSource>(
            new KernelActionDirective("#i")
            {
                Description = "Look for packages in one more place (#i \"nuget: URL or folder\")",
                Parameters = { new KernelDirectiveParameter("--package-source") { AllowImplicitName = true, Required = true } },
            },
            (command, context) =>
            {
                asked.Sources.Add(PackageRequest.SourceOf(command.PackageSource));
                return Task.CompletedTask;
            });
        AddDirective(new KernelActionDirective("#!nuget-restore") { Hidden = true }, RestoreAsync);
    }

    private async Task RestoreAsync(KernelCommand command, KernelInvocationContext context)
    {
        PackageDirectives packages = Interlocked.Exchange(ref asked, new PackageDirectives());
        CancellationToken interrupt = Submission.Of(command)?.Interrupt ?? CancellationToken.None;
        CellOutcome outcome = await Runner.AddPackagesAsync(packages, OutputOf(command, context), context, interrupt);
        if (outcome.Error is null)
        {
            extensions ??= new PackageExtensions(ParentKernel);
            await extensions.LoadAsync((IReadOnlyList<AddedPackage>)outcome.Value!, context);
        }
        else
        {
            Publish(outcome, command, context);
        }
    }
}
