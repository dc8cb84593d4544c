namespace HandwrittenDigits.Inference;

/// <summary>One step of a <see cref="ManagedNetwork"/>. Holds no state of a call, so that many threads may run it.</summary>
internal interface INetworkStage
{
    /// <summary>How the result lies in memory; its border is never written.</summary>
    FeatureMapLayout Output { get; }

    /// <summary>Computes <paramref name="target"/> from <paramref name="source"/>.</summary>
    void Run(float[] source, float[] target);
}
