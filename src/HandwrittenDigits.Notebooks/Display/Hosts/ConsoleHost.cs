namespace HandwrittenDigits.Notebooks.Display.Hosts;

/// <summary>A plain program: outputs are text on the console.</summary>
internal sealed class ConsoleHost : NotebookHost
{
    /// <inheritdoc/>
    public override string Name => "a console";

    /// <summary>A console keeps every line, so there should be fewer.</summary>
    public override TimeSpan LeastInterval => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override LiveDisplay Show(CellOutput output)
    {
        Console.WriteLine(output.ToPlainText());
        return new LiveDisplay(next => Console.WriteLine(next.ToPlainText()));
    }
}
