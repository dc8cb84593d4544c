namespace HandwrittenDigits.Data;

/// <summary>A folder of MNIST.</summary>
/// <param name="Folder">The folder of the four files.</param>
/// <param name="Source">Why it is looked in.</param>
public sealed record MnistLocation(string Folder, MnistSource Source);
