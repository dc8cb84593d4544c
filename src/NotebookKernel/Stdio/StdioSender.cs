using System.Text;
using System.Threading.Channels;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Connection;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Scripting;

namespace NotebookKernel.Stdio;

/// <summary>
/// Writes commands and events, a line of JSON each. Text that is written in small pieces is gathered for a moment and sent as one
/// event: 100,000 lines are some hundred events.
/// </summary>
/// <remarks>
/// A thread of its own writes: to write to the process's standard output takes the console's lock, which a cell that prints holds
/// while its text is on the way here.
/// </remarks>
internal sealed class StdioSender : IKernelCommandAndEventSender, IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(25);
    private const int LongestText = 1 << 16;

    private readonly Lock gate = new();
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly Task writing;
    private readonly Timer timer;
    private readonly StringBuilder text = new();
    private DisplayEvent? first;

    /// <summary>Makes the sender.</summary>
    /// <param name="output">Where lines go.</param>
    /// <param name="remoteHostUri">What the other side is called.</param>
    public StdioSender(TextWriter output, Uri remoteHostUri)
    {
        RemoteHostUri = remoteHostUri;
        timer = new Timer(_ => SendGathered());
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
        timer.Dispose();
        SendGathered();
        lines.Writer.TryComplete();
        writing.Wait();
    }

    private async Task WriteAsync(TextWriter output)
    {
        await foreach (var line in lines.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            output.Write(line);
            output.Write('\n');
            if (!lines.Reader.TryPeek(out _))
            {
                output.Flush();
            }
        }
    }

    private void SendGathered()
    {
        lock (gate)
        {
            WriteText();
        }
    }

    private void Append(DisplayEvent written)
    {
        lock (gate)
        {
            if (first is not null && (first.GetType() != written.GetType() || !first.Command.Equals(written.Command)))
            {
                WriteText();
            }

            if (first is null)
            {
                first = written;
                timer.Change(Gather, Timeout.InfiniteTimeSpan);
            }

            foreach (var piece in written.FormattedValues)
            {
                text.Append(piece.Value);
            }

            if (text.Length >= LongestText)
            {
                WriteText();
            }
        }
    }

    private void Write(string line)
    {
        lock (gate)
        {
            WriteText();
            lines.Writer.TryWrite(line);
        }
    }

    // The caller holds the gate.
    private void WriteText()
    {
        if (first is null)
        {
            return;
        }

        FormattedValue[] whole = [new(MimeBundle.PlainText, text.ToString())];
        KernelEvent gathered = first is StandardOutputValueProduced
            ? new StandardOutputValueProduced(first.Command, whole)
            : new StandardErrorValueProduced(first.Command, whole);
        foreach (var stamp in first.RoutingSlip.ToUriArray())
        {
            gathered.RoutingSlip.Stamp(new Uri(stamp));
        }

        first = null;
        text.Clear();
        lines.Writer.TryWrite(KernelEventEnvelope.Serialize(KernelEventEnvelope.Create(gathered)));
    }
}
