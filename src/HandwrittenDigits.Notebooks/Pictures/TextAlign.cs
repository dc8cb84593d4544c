namespace HandwrittenDigits.Notebooks.Pictures;

/// <summary>Which part of a text is at the point it is drawn at.</summary>
public enum TextAlign
{
    /// <summary>Its left end.</summary>
    Left,

    /// <summary>Its middle.</summary>
    Centre,

    /// <summary>Its right end.</summary>
    Right,
}
