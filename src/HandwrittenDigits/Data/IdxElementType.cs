namespace HandwrittenDigits.Data;

/// <summary>
/// What an IDX file holds: the third byte of its magic number. Of the format's six types these two occur in MNIST and
/// QMNIST; the rest are refused.
/// </summary>
public enum IdxElementType
{
    /// <summary>Unsigned bytes: pixels and labels.</summary>
    UnsignedByte = 0x08,

    /// <summary>Big-endian 32-bit integers: QMNIST's extended labels.</summary>
    Integer32 = 0x0C,
}
