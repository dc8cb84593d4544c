namespace NotebookKernel.Scripting.Execution;

/// <summary>
/// Passes a cell's output on up to a limit, then says once that the rest is cut. An interrupt of the cell waits until a call
/// is through: the front never sees half of one.
/// </summary>
internal sealed class LimitedCellOutput(ICellOutput inner, long streamLimit, long displayLimit) : ICellOutput
{
    private readonly Lock gate = new();
    private long written;
    private long displayed;

    public void Write(OutputStream stream, string text) => Whole(() => WriteWithinLimit(stream, text));

    public void Display(MimeBundle bundle, string? displayId) => Whole(() => Show(bundle, () => inner.Display(bundle, displayId)));

    public void Update(MimeBundle bundle, string displayId) => Whole(() => Show(bundle, () => inner.Update(bundle, displayId)));

    public void ClearOutput(bool wait) => Whole(() => inner.ClearOutput(wait));

    // Outside the lock and open to an interrupt: the answer may never come.
    public string ReadLine(string prompt, bool password) => inner.ReadLine(prompt, password);

    private void Whole(Action action) => CellThreads.Shelter(() =>
    {
        lock (gate)
        {
            action();
        }
    });

    private void WriteWithinLimit(OutputStream stream, string text)
    {
        var left = streamLimit - written;
        written += text.Length;
        if (left < 0 || text.Length == 0)
        {
            return;
        }

        if (text.Length <= left)
        {
            inner.Write(stream, text);
            return;
        }

        inner.Write(stream, text[..(int)left]);
        inner.Write(
            OutputStream.StandardError,
            $"\n[Output cut: the cell has written {streamLimit:N0} characters. What it writes from here on is not kept.]\n");
    }

    private void Show(MimeBundle bundle, Action show)
    {
        var full = displayed > displayLimit;
        displayed += bundle.Data.Values.Sum(content => (long)content.Length);
        if (full)
        {
            return;
        }

        if (displayed <= displayLimit)
        {
            show();
            return;
        }

        inner.Write(
            OutputStream.StandardError,
            $"\n[Displays cut: the cell's displays and updates exceed {displayLimit:N0} characters. " +
            "What it shows from here on is not kept.]\n");
    }
}
