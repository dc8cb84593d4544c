using System.Runtime.Intrinsics;

namespace HandwrittenDigits.Inference;

/// <summary>
/// Sixteen floats, for processors with AVX-512: <see cref="PortableVector"/> is half as wide there, and the network takes twice as long.
/// Without AVX-512 it is this one that is slower, since its sums outnumber the registers.
/// </summary>
/// <param name="floats">The floats.</param>
internal readonly unsafe struct WideVector(Vector512<float> floats) : IFloatVector<WideVector>
{
    private readonly Vector512<float> floats = floats;

    /// <inheritdoc/>
    public static int Count => Vector512<float>.Count;

    /// <inheritdoc/>
    public static WideVector Broadcast(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    public static WideVector Load(float* from) => new(Vector512.Load(from));

    /// <inheritdoc/>
    public static WideVector MultiplyAdd(WideVector left, WideVector right, WideVector addend) =>
        new(Vector512.MultiplyAddEstimate(left.floats, right.floats, addend.floats));

    /// <inheritdoc/>
    public void StoreAtLeast(float* to, WideVector least) => Vector512.Max(floats, least.floats).Store(to);
}
