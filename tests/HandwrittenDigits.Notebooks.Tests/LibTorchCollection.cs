namespace HandwrittenDigits.Notebooks.Tests;

/// <summary>
/// Tests that train or look into a network run beside no others: TorchSharp's temporary scalars can be finalised while libtorch still
/// reads them, where another thread brings on a garbage collection.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LibTorchCollection
{
    public const string Name = "libtorch";
}
