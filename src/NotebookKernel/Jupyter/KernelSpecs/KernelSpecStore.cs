using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKernel.Jupyter.KernelSpecs;

/// <summary>Installs, removes and lists kernelspecs.</summary>
/// <param name="folders">Where Jupyter looks for them.</param>
public sealed class KernelSpecStore(JupyterFolders folders)
{
    private const string FileName = "kernel.json";
    private const string OwnerKey = "installed_by";

    private static readonly JsonSerializerOptions Legible = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Every kernelspec that Jupyter finds; of two of one name, the one that it starts.</summary>
    public IReadOnlyList<InstalledKernelSpec> List() =>
    [
        .. folders.All
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => File.Exists(Path.Combine(folder, FileName)))
            .Select(Read)
            .DistinctBy(spec => spec.Name, StringComparer.OrdinalIgnoreCase)
            .OrderBy(spec => spec.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Another product's kernelspec that Jupyter starts by this name, null if there is none.</summary>
    public InstalledKernelSpec? FindForeign(string name, string owner) =>
        List().FirstOrDefault(spec => spec.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && spec.Owner != owner);

    /// <summary>Installs a kernelspec for this user, in place of one of that name, and gives its folder.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It could not be written.</exception>
    public string Install(KernelSpec spec)
    {
        string folder = Path.Combine(folders.User, spec.Name);
        Directory.CreateDirectory(folder);

        // Written beside and moved, so that Jupyter never reads half of it.
        string file = Path.Combine(folder, FileName);
        string unfinished = Path.Combine(folder, $"{FileName}.{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(unfinished, Json(spec).ToJsonString(Legible) + "\n", new UTF8Encoding(false));
            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        return folder;
    }

    /// <summary>Removes this user's kernelspecs of one owner and gives their folders.</summary>
    /// <exception cref="IOException">One could not be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">One could not be removed.</exception>
    public IReadOnlyList<string> Uninstall(string owner)
    {
        if (!Directory.Exists(folders.User))
        {
            return [];
        }

        string[] owned = [.. Directory.EnumerateDirectories(folders.User).Where(folder => Read(folder).Owner == owner)];
        foreach (string folder in owned)
        {
            Directory.Delete(folder, recursive: true);
        }

        return owned;
    }

    private static JsonObject Json(KernelSpec spec) => new()
    {
        ["argv"] = new JsonArray([.. spec.Command.Select(argument => JsonValue.Create(argument))]),
        ["display_name"] = spec.DisplayName,
        ["language"] = "C#",
        ["interrupt_mode"] = "message",
        ["env"] = new JsonObject(spec.Environment.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["metadata"] = new JsonObject { ["debugger"] = false, [OwnerKey] = spec.Owner },
    };

    private static InstalledKernelSpec Read(string folder)
    {
        string name = Path.GetFileName(folder);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, FileName)));
            JsonElement root = document.RootElement;
            string? owner = root.TryGetProperty("metadata", out JsonElement metadata)
                && metadata.ValueKind == JsonValueKind.Object
                && metadata.TryGetProperty(OwnerKey, out JsonElement by)
                ? by.GetString()
                : null;
            return new InstalledKernelSpec(name, folder, root.GetProperty("display_name").GetString() ?? "", owner);
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // A broken spec is somebody's all the same: it is listed, and never replaced unasked.
            return new InstalledKernelSpec(name, folder, "", null);
        }
    }
}

/// <summary>A kernelspec that Jupyter finds.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="DisplayName">What users choose; empty where its <c>kernel.json</c> cannot be read.</param>
/// <param name="Owner">Who installed it, null where it does not say.</param>
public sealed record InstalledKernelSpec(string Name, string Folder, string DisplayName, string? Owner);

/// <summary>
/// How Jupyter starts a kernel (<see href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs"/>).
/// </summary>
/// <param name="Name">The folder's name, by which notebooks ask for the kernel.</param>
/// <param name="DisplayName">What users choose.</param>
/// <param name="Command">The program and its arguments; Jupyter replaces <c>{connection_file}</c>.</param>
/// <param name="Owner">Who installs it: only what has the same owner is replaced or removed unasked.</param>
public sealed record KernelSpec(string Name, string DisplayName, IReadOnlyList<string> Command, string Owner)
{
    /// <summary>What Jupyter replaces by the connection file's path.</summary>
    public const string ConnectionFilePlaceholder = "{connection_file}";

    /// <summary>Environment variables of the kernel's process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
