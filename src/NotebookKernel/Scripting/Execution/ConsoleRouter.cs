using System.Reactive.Disposables;
using System.Text;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Utility;

namespace NotebookKernel.Scripting.Execution;

/// <summary>Sends what is written to the console by a cell to that cell's output, and all else where it went before.</summary>
/// <param name="stream">Which of the two streams.</param>
/// <param name="commands">Where .NET Interactive's commands write.</param>
/// <param name="outside">Where the process wrote before.</param>
internal sealed class ConsoleRouter(OutputStream stream, TextWriter commands, TextWriter outside) : TextWriter
{
    private static readonly Lock Gate = new();
    private static bool installed;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Takes over the console of this process, once.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (!installed)
            {
                (TextWriter? outside, TextWriter? outsideError) = (Console.Out, Console.Error);
                KeepPackageListening();
                Console.SetOut(new ConsoleRouter(OutputStream.StandardOutput, Console.Out, outside));
                Console.SetError(new ConsoleRouter(OutputStream.StandardError, Console.Error, outsideError));
                Console.SetIn(new ConsoleAnswers(Console.In));
                installed = true;
            }
        }
    }

    /// <summary>
    /// Keeps the writers of the console that the package puts there. It swaps them whenever the first of its commands begins and the last
    /// ends, but not while somebody listens; what belongs to no cell goes on to them.
    /// </summary>
    /// <remarks>
    /// The package marks whoever listens with an async context, which flows on into all that is started from there: every command would
    /// then have this one, and with it one writer, which the first command to end takes from those that still run or begin.
    /// </remarks>
    internal static void KeepPackageListening() =>
        ExecutionContext.Run(ExecutionContext.Capture()!, _ => ConsoleOutput.Subscribe(_ => Disposable.Empty), null);

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void Write(string? value)
    {
        if (RunningCell.OfCallingCode is { } cell)
        {
            cell.Output.Write(stream, value ?? "");
        }
        else if (KernelInvocationContext.Current is { IsComplete: false })
        {
            commands.Write(value);
        }
        else if (RunningCell.Current is { } latest)
        {
            latest.Output.Write(stream, value ?? "");
        }
        else
        {
            outside.Write(value);
        }
    }

    // The whole line in one piece, so that lines of several threads do not mix.
    public override void WriteLine(string? value) => Write(value + "\n");

    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(new string(buffer));

    public override void WriteLine(char[] buffer, int index, int count) => WriteLine(new string(buffer, index, count));

    public override void WriteLine() => Write("\n");

    public override void Flush() => outside.Flush();
}
