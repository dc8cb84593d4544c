namespace HandwrittenDigits.Data;

/// <summary>
/// The folders that may hold data, each laid out alike: <c>mnist/</c>, <c>mnist-writers/</c>, <c>strokes/</c>, <c>drawn/</c>,
/// <c>pictures/</c>.
/// </summary>
/// <param name="Named">The folder that <see cref="Variable"/> names, whether it exists or not; null where it is not set.</param>
/// <param name="Repository">The folder <c>data/</c> of this repository's checkout; null outside one.</param>
/// <param name="Cache">The user's cache.</param>
public sealed record DataFolders(string? Named, string? Repository, string Cache)
{
    /// <summary>The environment variable that names a data folder.</summary>
    public const string Variable = "HANDWRITTEN_DIGITS_DATA";

    /// <summary>The sub-folder of MNIST's four files.</summary>
    public const string Mnist = "mnist";

    /// <summary>The sub-folder of QMNIST's extended labels.</summary>
    public const string MnistWriters = "mnist-writers";

    /// <summary>The sub-folder of pen strokes, JSON lines.</summary>
    public const string Strokes = "strokes";

    /// <summary>The sub-folder of pictures that people took, scanned and painted, with <c>manifest.csv</c>.</summary>
    public const string Pictures = "pictures";

    /// <summary>The sub-folder of what was drawn on the drawing pad, JSON lines.</summary>
    public const string Drawn = "drawn";

    private const string CheckoutMarker = "HandwrittenDigits.slnx";
    private const string CacheName = "handwritten-digits";

    /// <summary>The folders in the order in which they are looked in.</summary>
    public IEnumerable<string> All => new[] { Named, Repository, Cache }.OfType<string>();

    /// <summary>The folders of this process: the environment, and the checkout above the working folder or the library itself.</summary>
    public static DataFolders Discover()
    {
        string? named = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? Path.GetFullPath(value) : null;
        string? checkout = FindCheckout(Environment.CurrentDirectory) ?? FindCheckout(AppContext.BaseDirectory);
        return new DataFolders(named, checkout is null ? null : Path.Combine(checkout, "data"), UserCache());
    }

    /// <summary>The first existing folder of this name, for example <see cref="Strokes"/>; null where there is none.</summary>
    public string? Find(string part) => All.Select(folder => Path.Combine(folder, part)).FirstOrDefault(Directory.Exists);

    /// <summary>The folder of this repository that a folder lies in, or null.</summary>
    internal static string? FindCheckout(string folder)
    {
        for (DirectoryInfo? parent = new(folder); parent is not null; parent = parent.Parent)
        {
            if (File.Exists(Path.Combine(parent.FullName, CheckoutMarker)))
            {
                return parent.FullName;
            }
        }

        return null;
    }

    // XDG Base Directory Specification: a relative XDG_CACHE_HOME is to be ignored, and its default is ~/.cache.
    private static string UserCache()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } xdg && Path.IsPathRooted(xdg))
        {
            return Path.Combine(xdg, CacheName);
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        string root = (OperatingSystem.IsLinux(), home, local) switch
        {
            (true, not "", _) => Path.Combine(home, ".cache"),
            (_, _, not "") => local,
            _ => Path.GetTempPath(),
        };
        return Path.Combine(root, CacheName);
    }
}
