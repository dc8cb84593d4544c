namespace HandwrittenDigits.Cli.Notebooks;

/// <summary>What <c>digits notebook run</c> was told.</summary>
internal sealed record NotebookRunSettings
{
    /// <summary>Variable to value, to put in the place of the notebook's own.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Where notebooks are written, null for where they come from.</summary>
    public string? Output { get; init; }

    /// <summary>Where pages are written, null for none.</summary>
    public string? Html { get; init; }

    /// <summary>How many notebooks run at a time.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>How long a cell may run, null for as long as it takes.</summary>
    public TimeSpan? CellTimeout { get; init; }

    /// <summary>Go on after a cell that fails.</summary>
    public bool AllowErrors { get; init; }

    /// <summary>Bytes of memory that the cells may use, null for the kernel's default.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Characters of text that one cell may print, null for the kernel's default.</summary>
    public long? OutputLimit { get; init; }
}
