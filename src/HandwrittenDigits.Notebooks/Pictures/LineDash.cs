namespace HandwrittenDigits.Notebooks.Pictures;

/// <summary>How a line is broken, which tells series apart without colour.</summary>
public enum LineDash
{
    /// <summary>Not at all.</summary>
    Solid,

    /// <summary>Into dashes.</summary>
    Dashed,

    /// <summary>Into dots.</summary>
    Dotted,
}
