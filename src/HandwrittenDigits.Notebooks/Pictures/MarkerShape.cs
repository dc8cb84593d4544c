namespace HandwrittenDigits.Notebooks.Pictures;

/// <summary>The shape of a data point, which tells series apart without colour.</summary>
public enum MarkerShape
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A square on its corner.</summary>
    Diamond,

    /// <summary>A diagonal cross.</summary>
    Cross,
}
