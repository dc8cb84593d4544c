using System.Text.Json;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Notebooks.Tests.Notebooks;

/// <summary>A notebook of the repository, as it is committed.</summary>
internal sealed record NotebookFile(string Name, JsonElement Json)
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "notebooks");

    public static IReadOnlyList<string> Names { get; } = ["01-loading", "02-preprocessing", "03-training", "04-evaluation", "05-drawing"];

    public string FullPath => Path.Combine(Folder, $"{Name}.ipynb");

    public IReadOnlyList<JsonElement> Cells { get; } = [.. Json.GetProperty("cells").EnumerateArray()];

    public IEnumerable<JsonElement> CodeCells => Cells.Where(cell => cell.GetProperty("cell_type").GetString() == "code");

    public IEnumerable<string> Code => CodeCells.Select(Source);

    public static NotebookFile Read(string name) => new(name, JsonElement.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.ipynb"))));

    /// <summary>Whether the cell only declares what <c>digits notebook run --parameter</c> may set, and so shows nothing.</summary>
    public static bool IsParameters(JsonElement cell) => cell.GetProperty("metadata").TryGetProperty("tags", out _);

    public static string Source(JsonElement cell) =>
        string.Concat(cell.GetProperty("source").EnumerateArray().Select(line => line.GetString()));
}
