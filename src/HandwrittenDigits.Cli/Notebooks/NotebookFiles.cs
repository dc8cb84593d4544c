using HandwrittenDigits.Cli.Invocation;
using NotebookKernel.Headless.Documents;

namespace HandwrittenDigits.Cli.Notebooks;

/// <summary>The notebooks that a command line names.</summary>
internal static class NotebookFiles
{
    private static readonly string[] Extensions = [".ipynb", ".dib"];

    /// <summary>The files, those of a folder by name.</summary>
    /// <exception cref="FileNotFoundException">A file or folder is not there, or a folder holds no notebook.</exception>
    /// <exception cref="UsageException">A file is no notebook by its name.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths) => [.. paths.SelectMany(FindOne)];

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="InvalidDataException">The file is no notebook.</exception>
    public static NotebookDocument Load(string path)
    {
        try
        {
            return NotebookDocument.Load(path);
        }
        catch (NotebookFormatException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    /// <summary>Where a result goes: to the path, or under the notebook's name if that is a folder or there are several.</summary>
    public static string Target(string path, string notebook, string extension, bool several)
    {
        bool isFile = !several && !Directory.Exists(path) && path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
        return isFile ? path : Path.Combine(path, Path.GetFileNameWithoutExtension(notebook) + extension);
    }

    private static IEnumerable<string> FindOne(string path)
    {
        if (Directory.Exists(path))
        {
            string[] found = [.. Directory.EnumerateFiles(path).Where(IsNotebook).Order(StringComparer.Ordinal)];
            return found.Length > 0 ? found : throw new FileNotFoundException($"The folder {path} holds no notebook (.ipynb or .dib).");
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no notebook {path}.", path);
        }

        return IsNotebook(path) ? [path] : throw new UsageException($"{path} is no notebook: it should end in .ipynb or .dib.");
    }

    private static bool IsNotebook(string path) =>
        Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) && !Path.GetFileName(path).StartsWith('.');
}
