namespace HandwrittenDigits.Data;

/// <summary>How <see cref="Mnist.LoadAsync"/> gets MNIST.</summary>
public sealed record MnistOptions
{
    /// <summary>The folder of the four files, looked in first. None by default.</summary>
    public string? Folder { get; init; }

    /// <summary>The other folders that are looked in; by default those of this process.</summary>
    public DataFolders? Folders { get; init; }

    /// <summary>True to never download. False by default.</summary>
    public bool Offline { get; init; }
}
