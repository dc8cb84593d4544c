namespace HandwrittenDigits;

/// <summary>
/// Tests that compute with libtorch run one after another and beside no others: its number of threads belongs to the whole process, and
/// TorchSharp's temporary scalars can be finalised while libtorch still reads them, where another thread brings on a garbage collection. A
/// source file of each such project, since a collection is looked for in the assembly of its tests.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LibTorchCollection
{
    public const string Name = "libtorch";
}
