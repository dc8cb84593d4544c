namespace HandwrittenDigits.Data;

/// <summary>What a drawing is that is no digit.</summary>
public enum NonDigitKind
{
    /// <summary>A letter that can be told from a digit (no O, l, Z, S, b, g, q, ...).</summary>
    Letter,

    /// <summary>A sign or an outline: plus, equals, hash, star, arrow, bracket, tick, question mark, rectangle, moon.</summary>
    Sign,

    /// <summary>A curve, zigzag or tangle of no shape.</summary>
    Scribble,

    /// <summary>Two different digits drawn half over each other.</summary>
    OverlappingDigits,

    /// <summary>Nothing at all, or a few dots.</summary>
    Blank,

    /// <summary>An area full of ink: disc, polygon, blot, texture.</summary>
    Filled,

    /// <summary>A thing as people sketch it: face, tree, pencil, key.</summary>
    Sketch,

    /// <summary>Two to five digits or letters side by side.</summary>
    Row,
}
