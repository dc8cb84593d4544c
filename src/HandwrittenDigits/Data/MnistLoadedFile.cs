namespace HandwrittenDigits.Data;

/// <summary>A file that was read.</summary>
/// <param name="Name">Which of the four it is, for example <c>train-images-idx3-ubyte</c>.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Sha256">SHA-256 of the file as it lies there, lower-case hexadecimal.</param>
public sealed record MnistLoadedFile(string Name, string Path, string Sha256);
