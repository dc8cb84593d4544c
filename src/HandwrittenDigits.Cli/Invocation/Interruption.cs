using System.Runtime.InteropServices;

namespace HandwrittenDigits.Cli.Invocation;

/// <summary>
/// Ctrl-C, or a request to terminate, asks the running command to stop cleanly. The second one ends the process at once.
/// </summary>
/// <remarks>
/// A command that gives Ctrl-C another meaning, as a notebook kernel does, registers its own handler and ignores
/// <see cref="Token"/>: the runtime asks every handler, and the process lives on if any of them wants it to.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    /// <summary>Starts listening.</summary>
    public Interruption() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        if (!source.IsCancellationRequested)
        {
            signal.Cancel = true;
            source.Cancel();
        }
        else if (!Console.IsErrorRedirected)
        {
            // A live progress bar hides the cursor, and nothing is left to bring it back.
            Console.Error.Write("\e[?25h");
        }
    }
}
