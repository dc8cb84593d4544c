namespace HandwrittenDigits.Modeling;

/// <summary>
/// The model that comes with this library, <c>models/digits.safetensors</c>: a resource of the assembly, so that it is at hand wherever
/// the library is. Its card, <c>models/README.md</c>, says what it was trained on and how well it reads.
/// </summary>
public static class ShippedModel
{
    /// <summary>What messages call it.</summary>
    public const string Name = "the shipped model";

    private const string Resource = "HandwrittenDigits.digits.safetensors";

    /// <summary>The file.</summary>
    public static SafetensorsFile File { get; } = Read();

    /// <summary>The model in libtorch, ready for further training or for a look inside. The caller disposes it.</summary>
    public static DigitModel Load() => DigitModel.FromFile(File, Name);

    private static SafetensorsFile Read()
    {
        using Stream resource = typeof(ShippedModel).Assembly.GetManifestResourceStream(Resource)!;
        byte[] bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return SafetensorsFile.Parse(bytes, Name);
    }
}
