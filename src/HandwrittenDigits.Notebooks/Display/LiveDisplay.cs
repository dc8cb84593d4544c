namespace HandwrittenDigits.Notebooks.Display;

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
