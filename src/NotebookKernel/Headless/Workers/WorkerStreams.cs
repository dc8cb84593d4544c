using System.Diagnostics;
using System.Text;
using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Workers;

/// <summary>
/// What a worker writes to its real standard streams: text of native libraries, and the runtime's last words before a crash.
/// It becomes output of the cell that runs.
/// </summary>
internal sealed class WorkerStreams
{
    private const int TailLength = 4000;
    private const int Limit = 1_000_000;

    private readonly Lock gate = new();
    private readonly StringBuilder tail = new();
    private readonly Func<ICellOutput?> runningCell;
    private int passedOn;

    public WorkerStreams(Process process, Func<ICellOutput?> runningCell)
    {
        this.runningCell = runningCell;
        Drained = Task.WhenAll(
            PassOnAsync(process.StandardOutput, OutputStream.StandardOutput),
            PassOnAsync(process.StandardError, OutputStream.StandardError));
    }

    /// <summary>Completes when both streams are read to their end.</summary>
    public Task Drained { get; }

    /// <summary>The last of what was written to standard error.</summary>
    public string ErrorTail
    {
        get
        {
            lock (gate)
            {
                return tail.ToString();
            }
        }
    }

    private async Task PassOnAsync(StreamReader reader, OutputStream stream)
    {
        char[] buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            string text = new string(buffer, 0, count);
            lock (gate)
            {
                if (stream == OutputStream.StandardError)
                {
                    tail.Append(text).Remove(0, Math.Max(0, tail.Length - TailLength));
                }

                passedOn += count;
                if (passedOn <= Limit)
                {
                    runningCell()?.Write(stream, text);
                }
            }
        }
    }
}
