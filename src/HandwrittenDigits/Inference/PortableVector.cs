using System.Numerics;

namespace HandwrittenDigits.Inference;

/// <summary>As many floats as <see cref="Vector{T}"/> holds: four or eight, by the processor.</summary>
/// <param name="floats">The floats.</param>
internal readonly unsafe struct PortableVector(Vector<float> floats) : IFloatVector<PortableVector>
{
    private readonly Vector<float> floats = floats;

    /// <inheritdoc/>
    public static int Count => Vector<float>.Count;

    /// <inheritdoc/>
    public static PortableVector Broadcast(float value) => new(new Vector<float>(value));

    /// <inheritdoc/>
    public static PortableVector Load(float* from) => new(Vector.Load(from));

    /// <inheritdoc/>
    public static PortableVector MultiplyAdd(PortableVector left, PortableVector right, PortableVector addend) =>
        new(Vector.MultiplyAddEstimate(left.floats, right.floats, addend.floats));

    /// <inheritdoc/>
    public void StoreAtLeast(float* to, PortableVector least) => Vector.Max(floats, least.floats).Store(to);
}
