using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Documents;
using SharedSource;

namespace NotebookKernel.Headless.Documents;

/// <summary>
/// A notebook as its file has it (nbformat 4). What is not understood here is kept as it is, key order included, so that a
/// run changes outputs and execution counts alone.
/// </summary>
/// <remarks>The format: https://nbformat.readthedocs.io/en/latest/format_description.html</remarks>
public sealed class NotebookDocument
{
    private const int DeepestNesting = 256;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = DeepestNesting };

    // As Jupyter writes: one space of indent, text of any script unescaped, a newline at the end.
    private static readonly JsonWriterOptions Writing = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = DeepestNesting,
    };

    private readonly JsonObject root;
    private readonly JsonArray cellNodes;
    private readonly List<NotebookCell> cells;

    private NotebookDocument(JsonObject root, JsonArray cellNodes)
    {
        this.root = root;
        this.cellNodes = cellNodes;
        string language = NotebookJson.Text((root["metadata"] as JsonObject)?["kernelspec"], "language") ?? "C#";
        DefaultLanguage = string.Equals(language, "C#", StringComparison.OrdinalIgnoreCase) ? "csharp" : language;
        cells = [.. cellNodes.Select((cell, index) => NotebookCell.Read(cell, index, DefaultLanguage))];
    }

    /// <summary>The cells, first to last.</summary>
    public IReadOnlyList<NotebookCell> Cells => cells;

    /// <summary>The language of cells that name none.</summary>
    public string DefaultLanguage { get; }

    /// <summary>
    /// What it runs after where both are run together, from <c>runs_after</c> in its metadata: <c>other.ipynb</c> or
    /// <c>other.ipynb#tag</c>, a cell of the other that has that tag; null for nothing.
    /// </summary>
    public string? RunsAfter => NotebookJson.Text(root["metadata"], "runs_after");

    /// <summary>Reads a notebook's file, <c>.ipynb</c> or, by that extension, <c>.dib</c>.</summary>
    /// <exception cref="NotebookFormatException">It is no notebook, or of a version other than 4.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static NotebookDocument Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no notebook {path}.", path);
        }

        string text = File.ReadAllText(path);
        try
        {
            return path.EndsWith(".dib", StringComparison.OrdinalIgnoreCase) ? DibFile.Read(text) : Parse(text);
        }
        catch (NotebookFormatException e)
        {
            throw new NotebookFormatException($"{path}: {e.Message}", e.InnerException);
        }
    }

    /// <summary>Reads the text of an <c>.ipynb</c> file.</summary>
    /// <exception cref="NotebookFormatException">It is no notebook, or of a version other than 4.</exception>
    public static NotebookDocument Parse(string text)
    {
        try
        {
            var parsed = JsonNode.Parse(text, documentOptions: Reading);
            JsonObject root = NotebookJson.Object(parsed, "the notebook");
            NotebookJson.RefuseDuplicates(root);
            int? version = NotebookJson.Integer(root, "nbformat");
            if (version != 4)
            {
                throw new NotebookFormatException(
                    $"The notebook is of format {(version is null ? "unknown (it has no \"nbformat\")" : version)}, and this " +
                    "program reads format 4. Open and save it in Jupyter or VS Code to convert it.");
            }

            return new NotebookDocument(root, NotebookJson.Array(root["cells"], "\"cells\""));
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException(
                $"The file is not JSON: {e.Message} If it was cut short, restore it from version control or a checkpoint " +
                "(.ipynb_checkpoints).", e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new NotebookFormatException(
                $"The file holds text that is no valid Unicode ({e.Message}). Remove what shows as a broken character.", e);
        }
    }

    /// <summary>A notebook of the given cells, with the metadata that C# notebooks have.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="kernels">The kernels that it declares; null if it declares none.</param>
    public static NotebookDocument Create(IEnumerable<(string Language, string Source)> cells, KernelInfoCollection? kernels = null)
    {
        var nodes = new JsonArray([.. cells.Select(cell => NotebookCell.NewNode(cell.Language, cell.Source))]);
        var metadata = new JsonObject
        {
            ["kernelspec"] = new JsonObject
            {
                ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp",
            },
            ["language_info"] = new JsonObject { ["name"] = "polyglot-notebook" },
        };
        if (kernels is { Count: > 0 })
        {
            metadata["polyglot_notebook"] = new JsonObject { ["kernelInfo"] = JsonSerializer.SerializeToNode(kernels) };
        }

        var root = new JsonObject { ["cells"] = nodes, ["metadata"] = metadata, ["nbformat"] = 4, ["nbformat_minor"] = 5 };
        return new NotebookDocument(root, nodes);
    }

    /// <summary>Puts a new code cell at <paramref name="index"/>.</summary>
    internal NotebookCell Insert(int index, string source)
    {
        JsonObject node = NotebookCell.NewNode(DefaultLanguage, source);
        cellNodes.Insert(index, node);
        cells.Insert(index, NotebookCell.Read(node, index, DefaultLanguage));
        return cells[index];
    }

    /// <summary>The text of the <c>.ipynb</c> file.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            root.WriteTo(writer);
        }

        buffer.WriteByte((byte)'\n');
        return JsonEscapes.AsJupyterWrites(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>Writes the <c>.ipynb</c> file in one step: whoever reads it sees the old one or the new one whole.</summary>
    public void Save(string path) => AtomicFile.WriteAllText(path, ToJson());
}

/// <summary>A file that is no notebook this program can read; the message says where it is wrong and what to do.</summary>
/// <param name="message">What was expected and what was found.</param>
/// <param name="inner">The parser's own account.</param>
public sealed class NotebookFormatException(string message, Exception? inner = null) : Exception(message, inner);
