namespace HandwrittenDigits.Data;

/// <summary>What <see cref="Mnist.VerifyAsync"/> found of one file.</summary>
/// <param name="File">Which of the four it should be.</param>
/// <param name="Path">Where it lies; null where it is missing.</param>
/// <param name="Sha256">SHA-256 of the file as it lies there, where it is the right one.</param>
/// <param name="Problem">What is wrong with it and what mends it; null where it is the right one.</param>
public sealed record MnistFileReport(MnistFile File, string? Path, string? Sha256, string? Problem)
{
    /// <summary>True where the file is MNIST's.</summary>
    public bool IsGood => Problem is null;
}
