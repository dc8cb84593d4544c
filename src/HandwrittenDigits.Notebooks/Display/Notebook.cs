using HandwrittenDigits.Notebooks.Display.Hosts;

namespace HandwrittenDigits.Notebooks.Display;

/// <summary>
/// What a notebook calls: its first cell <see cref="Start"/>, and the others <see cref="Show"/> where something is to be seen
/// before the cell ends. The same calls work in every kernel of .NET Interactive, and in a plain program, where they write text.
/// </summary>
public static class Notebook
{
    /// <summary>
    /// The environment variable that, set to 1, puts still pictures in the place of everything that needs a script.
    /// </summary>
    public const string StaticImagesVariable = "HANDWRITTEN_DIGITS_STATIC_IMAGES";

    /// <summary>Cancelled when the running cell is interrupted; never in a plain program.</summary>
    public static CancellationToken CancellationToken => NotebookHost.Current.CancellationToken;

    /// <summary>
    /// Prepares the host for charts and says what there is: the host, the versions, the data at hand. Its output carries the
    /// script that draws the page's charts, so it has to stay in the page.
    /// </summary>
    public static NotebookStatus Start()
    {
        NotebookExtension.Register();
        return NotebookStatus.Of(NotebookHost.Current);
    }

    /// <summary>Shows an output now, before the cell ends.</summary>
    /// <returns>What replaces it with another, for as long as the cell runs.</returns>
    public static LiveDisplay Show(CellOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return NotebookHost.Current.Show(output);
    }
}

/// <summary>Something that was shown and can be replaced. Replace it only while the cell that showed it runs.</summary>
public sealed class LiveDisplay
{
    private readonly Action<CellOutput> update;

    internal LiveDisplay(Action<CellOutput> update) => this.update = update;

    /// <summary>Shows <paramref name="output"/> in its place. May be called from any thread.</summary>
    public void Update(CellOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        update(output);
    }
}
