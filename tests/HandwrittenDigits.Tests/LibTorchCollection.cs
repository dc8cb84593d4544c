namespace HandwrittenDigits.Tests;

/// <summary>Tests that compute with libtorch run one after another: its number of threads belongs to the whole process.</summary>
[CollectionDefinition(Name)]
public sealed class LibTorchCollection
{
    public const string Name = "libtorch";
}
