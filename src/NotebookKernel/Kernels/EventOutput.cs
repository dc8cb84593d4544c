using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Scripting;
using NotebookKernel.Scripting.Execution;

namespace NotebookKernel.Kernels;

/// <summary>The output of a C# cell as events of the command that runs it, also what threads put out that outlive the cell.</summary>
/// <param name="kernel">The kernel that the cell runs in.</param>
/// <param name="publish">Publishes an event of that kernel on no context.</param>
/// <param name="context">The context of the command.</param>
/// <param name="command">The command.</param>
internal sealed class EventOutput(Kernel kernel, Action<KernelEvent> publish, KernelInvocationContext context, KernelCommand command)
    : ICellOutput
{
    // A context keeps its events until its command ends. For whoever looks at the result of a command that is enough of its text.
    private const int MostTextsInResult = 1000;

    private int texts;

    public void Write(OutputStream stream, string text)
    {
        FormattedValue[] formatted = [new(MimeBundle.PlainText, text)];
        KernelEvent written = stream == OutputStream.StandardOutput
            ? new StandardOutputValueProduced(command, formatted)
            : new StandardErrorValueProduced(command, formatted);
        Publish(written, inResult: Interlocked.Increment(ref texts) <= MostTextsInResult);
    }

    public void Display(MimeBundle bundle, string? displayId) =>
        Publish(new DisplayedValueProduced(null, command, bundle.ToFormattedValues(), displayId), inResult: true);

    public void Update(MimeBundle bundle, string displayId) =>
        Publish(new DisplayedValueUpdated(null, displayId, command, bundle.ToFormattedValues()), inResult: true);

    public string ReadLine(string prompt, bool password)
    {
        var question = new RequestInput(prompt, password ? "password" : "text");
        IReadOnlyList<KernelEvent> events = kernel.RootKernel.SendAsync(question).GetAwaiter().GetResult().Events;
        return events.OfType<InputProduced>().FirstOrDefault()?.Value
            ?? throw new InvalidOperationException(
                ReasonOf(events.OfType<CommandFailed>().FirstOrDefault()) ?? "The cell reads from the console, and nobody answers.");
    }

    private static string? ReasonOf(CommandFailed? failed) => failed?.Exception?.Message ?? failed?.Message;

    // An interrupt waits until the event is through: it reaches everybody or nobody.
    private void Publish(KernelEvent published, bool inResult) => CellThreads.RunUninterrupted(() =>
    {
        if (inResult && !context.IsComplete)
        {
            context.Publish(published);
        }
        else
        {
            publish(published);
        }
    });
}
