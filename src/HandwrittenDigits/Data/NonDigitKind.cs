namespace HandwrittenDigits.Data;

/// <summary>What a drawing is that is no digit.</summary>
public enum NonDigitKind
{
    /// <summary>A letter that is not written like a digit (no O, l, Z, S, b, g, q, ...).</summary>
    Letter,

    /// <summary>A sign: plus, equals, hash, star, arrow, tick, question mark, wave.</summary>
    Sign,

    /// <summary>A curve, zigzag or tangle of no shape.</summary>
    Scribble,

    /// <summary>Two different digits drawn half over each other.</summary>
    OverlappingDigits,

    /// <summary>Nothing at all, or a few dots.</summary>
    Blank,
}
