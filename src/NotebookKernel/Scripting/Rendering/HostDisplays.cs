using System.Collections.Concurrent;
using NotebookKernel.Scripting.Execution;

namespace NotebookKernel.Scripting.Rendering;

/// <summary>Shows and updates displays for the code of cells, on whatever thread it runs.</summary>
internal static class HostDisplays
{
    private static readonly ConcurrentDictionary<string, bool> Shown = new(StringComparer.Ordinal);

    /// <summary>Publishes the <see cref="HostContract"/> in this process.</summary>
    public static void Publish(string frontEnd)
    {
        var domain = AppDomain.CurrentDomain;
        domain.SetData(HostContract.DisplayKey, (Func<IReadOnlyDictionary<string, string>, string?, string>)(
            (bundle, displayId) => Show(new MimeBundle(bundle), displayId)));
        domain.SetData(HostContract.VersionKey, HostContract.Version);
        domain.SetData(HostContract.CancellationKey, (Func<CancellationToken>)(
            () => RunningCell.Current?.TakeToken() ?? CancellationToken.None));
        domain.SetData(HostContract.FrontEndKey, frontEnd);
    }

    /// <summary>Shows a new display, or replaces what the display of that id shows.</summary>
    /// <returns>The display's id.</returns>
    public static string Show(MimeBundle bundle, string? displayId)
    {
        var id = displayId ?? Guid.NewGuid().ToString("N");
        var output = RunningCell.Current?.Output
            ?? throw new InvalidOperationException("Nothing can be shown before the first cell runs.");
        if (Shown.TryAdd(id, true))
        {
            output.Display(bundle, id);
        }
        else
        {
            output.Update(bundle, id);
        }

        return id;
    }
}
