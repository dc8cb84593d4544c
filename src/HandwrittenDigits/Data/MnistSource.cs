namespace HandwrittenDigits.Data;

/// <summary>Where MNIST came from.</summary>
public enum MnistSource
{
    /// <summary>The folder that the options name.</summary>
    ExplicitFolder,

    /// <summary>The folder that the environment variable <see cref="DataFolders.Variable"/> names.</summary>
    NamedFolder,

    /// <summary>The repository's own <c>data/mnist</c>.</summary>
    Repository,

    /// <summary>The user's cache.</summary>
    Cache,

    /// <summary>A mirror, just now.</summary>
    Download,

    /// <summary>Nowhere: a program drew these digits, because MNIST was out of reach.</summary>
    Synthetic,
}
