namespace NotebookKernel.Scripting.Execution;

/// <summary>
/// Passes a cell's output on up to the limits, then says once that the rest is cut. An interrupt of the cell waits until a call
/// is through: the front never sees half of one.
/// </summary>
internal sealed class LimitedCellOutput(ICellOutput inner, ScriptSessionOptions limits) : ICellOutput
{
    private readonly Lock gate = new();
    private long written;
    private long displayed;
    private int outputs;

    // The last output, if it is text that more text of the same stream continues.
    private OutputStream? open;

    public void Write(OutputStream stream, string text) => Whole(() =>
    {
        if (text.Length > 0 && (open == stream || Begin(stream)))
        {
            WriteWithinLimit(stream, text);
        }
    });

    public void Display(MimeBundle bundle, string? displayId) => Whole(() =>
    {
        if (Begin(stream: null))
        {
            ShowWithinLimit(bundle, () => inner.Display(bundle, displayId));
        }
    });

    public void Update(MimeBundle bundle, string displayId) =>
        Whole(() => ShowWithinLimit(bundle, () => inner.Update(bundle, displayId)));

    // Outside the lock and open to an interrupt: the answer may never come.
    public string ReadLine(string prompt, bool password) => inner.ReadLine(prompt, password);

    private void Whole(Action action) => CellThreads.RunUninterrupted(() =>
    {
        lock (gate)
        {
            action();
        }
    });

    private bool Begin(OutputStream? stream)
    {
        outputs++;
        open = outputs <= limits.OutputCountLimit ? stream : null;
        if (outputs == limits.OutputCountLimit + 1)
        {
            Cut($"Output cut: the cell has {limits.OutputCountLimit:N0} outputs. What it puts out");
        }

        return outputs <= limits.OutputCountLimit;
    }

    private void WriteWithinLimit(OutputStream stream, string text)
    {
        long left = limits.StreamLimit - written;
        written += text.Length;
        if (text.Length <= left)
        {
            inner.Write(stream, text);
        }
        else if (left >= 0)
        {
            inner.Write(stream, text[..(int)left]);
            Cut($"Output cut: the cell has written {limits.StreamLimit:N0} characters. What it writes");
        }
    }

    private void ShowWithinLimit(MimeBundle bundle, Action show)
    {
        bool full = displayed > limits.DisplayLimit;
        displayed += bundle.Data.Values.Sum(content => (long)content.Length);
        if (displayed <= limits.DisplayLimit)
        {
            show();
        }
        else if (!full)
        {
            Cut($"Displays cut: the cell's displays and updates exceed {limits.DisplayLimit:N0} characters. What it shows");
        }
    }

    private void Cut(string reason) => inner.Write(OutputStream.StandardError, $"\n[{reason} from here on is not kept.]\n");
}
