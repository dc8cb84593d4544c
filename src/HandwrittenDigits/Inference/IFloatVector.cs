using System.Numerics;

namespace HandwrittenDigits.Inference;

/// <summary>
/// A vector of floats of one width, for loops that are written once for all widths. The JIT compiles them anew for each struct that
/// implements this, and each operation becomes one or two instructions.
/// </summary>
/// <typeparam name="TSelf">The vector itself.</typeparam>
internal unsafe interface IFloatVector<TSelf>
    where TSelf : unmanaged, IFloatVector<TSelf>
{
    /// <summary>
    /// How many floats it holds: <see cref="Vector{T}.Count"/> or a multiple, so that whole vectors can be read as those too.
    /// </summary>
    static abstract int Count { get; }

    /// <summary>The same float everywhere.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>Reads the floats that begin at <paramref name="from"/>.</summary>
    static abstract TSelf Load(float* from);

    /// <summary><c>left * right + addend</c>, fused where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>
    /// Writes the floats to <paramref name="to"/>, each at least as great as <paramref name="least"/>'s: with zeros that is ReLU.
    /// </summary>
    void StoreAtLeast(float* to, TSelf least);
}
