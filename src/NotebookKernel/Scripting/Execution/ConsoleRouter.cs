using System.Text;

namespace NotebookKernel.Scripting.Execution;

/// <summary>Sends what is written to the console by a cell to that cell's output, and all else where it went before.</summary>
internal sealed class ConsoleRouter(OutputStream stream, TextWriter outside) : TextWriter
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
                Console.SetOut(new ConsoleRouter(OutputStream.StandardOutput, Console.Out));
                Console.SetError(new ConsoleRouter(OutputStream.StandardError, Console.Error));
                Console.SetIn(new ConsoleAnswers(Console.In));
                installed = true;
            }
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void Write(string? value)
    {
        if (RunningCell.Current is { } cell)
        {
            cell.Output.Write(stream, value ?? "");
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
