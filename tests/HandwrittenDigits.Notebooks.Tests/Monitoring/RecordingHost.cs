using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Display.Hosts;

namespace HandwrittenDigits.Notebooks.Tests.Monitoring;

/// <summary>A host that keeps what is shown, and can be interrupted.</summary>
internal sealed class RecordingHost(List<string> shown, Action? beforeUpdate = null, CancellationToken interrupt = default) : NotebookHost
{
    public override string Name => "a recording";

    public override CancellationToken CancellationToken => interrupt;

    public override LiveDisplay Show(CellOutput output)
    {
        shown.Add(output.ToHtml());
        return new LiveDisplay(next =>
        {
            beforeUpdate?.Invoke();
            shown.Add(next.ToHtml());
        });
    }
}
