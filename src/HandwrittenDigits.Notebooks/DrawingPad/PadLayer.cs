namespace HandwrittenDigits.Notebooks;

/// <summary>A layer's kind and shape as the pad's page reads them; what a kind does not have is left out.</summary>
internal sealed record PadLayer(string Kind, int? Inputs = null, int? Outputs = null)
{
    public int? Kernel { get; init; }

    public int? Stride { get; init; }

    public int? Padding { get; init; }

    public bool? Relu { get; init; }
}
