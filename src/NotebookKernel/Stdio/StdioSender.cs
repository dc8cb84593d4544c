using System.Threading.Channels;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Connection;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Scripting;

namespace NotebookKernel.Stdio;

/// <summary>Writes commands and events, a line of JSON each.</summary>
/// <remarks>
/// A thread of its own writes: to write to the process's standard output takes the console's lock, which a cell that prints holds
/// while its text is on the way here.
/// </remarks>
internal sealed class StdioSender : IKernelCommandAndEventSender, IDisposable
{
    private readonly Lock gate = new();
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly Task writing;
    private readonly GatheredText<DisplayEvent> gathered;

    /// <summary>Makes the sender.</summary>
    /// <param name="output">Where lines go.</param>
    /// <param name="remoteHostUri">What the other side is called.</param>
    public StdioSender(TextWriter output, Uri remoteHostUri)
    {
        RemoteHostUri = remoteHostUri;
        gathered = new(
            gate, (one, other) => one.GetType() == other.GetType() && one.Command.Equals(other.Command), WriteText, TimeProvider.System);
        writing = Task.Run(() => WriteAsync(output));
    }

    /// <inheritdoc/>
    public Uri RemoteHostUri { get; }

    /// <inheritdoc/>
    public Task SendAsync(KernelCommand kernelCommand, CancellationToken cancellationToken)
    {
        Write(KernelCommandEnvelope.Serialize(KernelCommandEnvelope.Create(kernelCommand)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task SendAsync(KernelEvent kernelEvent, CancellationToken cancellationToken)
    {
        if (kernelEvent is StandardOutputValueProduced or StandardErrorValueProduced)
        {
            Append((DisplayEvent)kernelEvent);
        }
        else
        {
            Write(KernelEventEnvelope.Serialize(KernelEventEnvelope.Create(kernelEvent)));
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends all that is on its way, and ends.</summary>
    public void Dispose()
    {
        gathered.Dispose();
        lock (gate)
        {
            gathered.Send();
        }

        lines.Writer.TryComplete();
        writing.Wait();
    }

    private async Task WriteAsync(TextWriter output)
    {
        await foreach (string? line in lines.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            output.Write(line);
            output.Write('\n');
            if (!lines.Reader.TryPeek(out _))
            {
                output.Flush();
            }
        }
    }

    private void Append(DisplayEvent written)
    {
        lock (gate)
        {
            foreach (FormattedValue? piece in written.FormattedValues)
            {
                gathered.Write(written, piece.Value);
            }
        }
    }

    private void Write(string line)
    {
        lock (gate)
        {
            gathered.Send();
            lines.Writer.TryWrite(line);
        }
    }

    private void WriteText(DisplayEvent first, string text)
    {
        FormattedValue[] whole = [new(MimeBundle.PlainText, text)];
        KernelEvent written = first is StandardOutputValueProduced
            ? new StandardOutputValueProduced(first.Command, whole)
            : new StandardErrorValueProduced(first.Command, whole);
        foreach (string? stamp in first.RoutingSlip.ToUriArray())
        {
            written.RoutingSlip.Stamp(new Uri(stamp));
        }

        lines.Writer.TryWrite(KernelEventEnvelope.Serialize(KernelEventEnvelope.Create(written)));
    }
}
