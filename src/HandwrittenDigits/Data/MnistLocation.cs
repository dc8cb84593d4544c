namespace HandwrittenDigits.Data;

/// <summary>A folder that may hold MNIST.</summary>
/// <param name="Folder">The folder of the four files.</param>
/// <param name="Source">Why it is looked in.</param>
internal sealed record MnistLocation(string Folder, MnistSource Source);
