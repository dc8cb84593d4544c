using System.Text;
using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Scripting;

/// <summary>Keeps what a cell writes and shows, and tells when it has written something.</summary>
internal sealed class RecordedOutput : ICellOutput
{
    private readonly Lock gate = new();
    private readonly StringBuilder standardOutput = new();
    private readonly StringBuilder standardError = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> awaited = [];

    public string StandardOutput
    {
        get
        {
            lock (gate)
            {
                return standardOutput.ToString();
            }
        }
    }

    public string StandardError
    {
        get
        {
            lock (gate)
            {
                return standardError.ToString();
            }
        }
    }

    public List<(MimeBundle Bundle, string? DisplayId)> Displays { get; } = [];

    public List<(MimeBundle Bundle, string DisplayId)> Updates { get; } = [];

    public Queue<string> Answers { get; } = new();

    /// <summary>Completes once one of the streams contains the text.</summary>
    public Task Saw(string text)
    {
        lock (gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((text, seen));
            Announce();
            return seen.Task;
        }
    }

    /// <summary>Starts over with the text of both streams.</summary>
    public void Forget()
    {
        lock (gate)
        {
            standardOutput.Clear();
            standardError.Clear();
            awaited.Clear();
        }
    }

    public void Write(OutputStream stream, string text)
    {
        lock (gate)
        {
            (stream == OutputStream.StandardOutput ? standardOutput : standardError).Append(text);
            Announce();
        }
    }

    public void Display(MimeBundle bundle, string? displayId)
    {
        lock (gate)
        {
            Displays.Add((bundle, displayId));
        }
    }

    public void Update(MimeBundle bundle, string displayId)
    {
        lock (gate)
        {
            Updates.Add((bundle, displayId));
        }
    }

    public void ClearOutput(bool wait)
    {
    }

    public string ReadLine(string prompt, bool password) =>
        Answers.TryDequeue(out string? answer) ? answer : throw new InvalidOperationException("Nobody answers.");

    private void Announce()
    {
        string[] written = [standardOutput.ToString(), standardError.ToString()];
        foreach ((string _, TaskCompletionSource? seen) in awaited.Where(
            wait => written.Any(text => text.Contains(wait.Text, StringComparison.Ordinal))))
        {
            seen.TrySetResult();
        }
    }
}
