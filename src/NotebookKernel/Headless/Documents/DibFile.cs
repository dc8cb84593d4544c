using System.Text.Json;
using Microsoft.DotNet.Interactive.Documents;

namespace NotebookKernel.Headless.Documents;

/// <summary>Reads .NET Interactive's plain-text notebooks: cells parted by lines that name a kernel.</summary>
/// <remarks>https://github.com/dotnet/interactive/blob/main/docs/FileFormats.md</remarks>
internal static class DibFile
{
    /// <summary>The kernels of the original that part cells in every such file, beside those that its <c>#!meta</c> declares.</summary>
    public static KernelInfoCollection KnownKernels { get; } = new()
    {
        new("csharp", "C#", ["c#", "cs"]),
        new("fsharp", "F#", ["f#", "fs"]),
        new("html", "HTML"),
        new("http", "HTTP"),
        new("javascript", "JavaScript", ["js"]),
        new("mermaid", "Mermaid"),
        new("pwsh", "PowerShell", ["powershell"]),
        new("value"),
    };

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="NotebookFormatException">What it declares of its kernels is no JSON.</exception>
    public static NotebookDocument Read(string text)
    {
        try
        {
            InteractiveDocument document = CodeSubmission.Parse(text, KnownKernels);
            if (document.GetKernelInfo() is { } declared)
            {
                document = CodeSubmission.Parse(text, WithAliasesOf(declared));
            }

            IEnumerable<(string, string Contents)> cells =
                document.Elements.Where(cell => cell.Contents.Length > 0).Select(cell => (cell.KernelName ?? "csharp", cell.Contents));
            return NotebookDocument.Create(cells, document.GetKernelInfo());
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException($"What follows #!meta is not JSON: {e.Message}", e);
        }
    }

    // The package takes the kernels that it does not know from the file, and of those that it knows no further alias.
    private static KernelInfoCollection WithAliasesOf(KernelInfoCollection declared)
    {
        var kernels = new KernelInfoCollection();
        foreach (KernelInfo known in KnownKernels)
        {
            IEnumerable<string> aliases = declared.Where(kernel => kernel.Name == known.Name).SelectMany(kernel => kernel.Aliases)
                .Where(alias => !KnownKernels.Contains(alias));
            kernels.Add(new KernelInfo(known.Name, known.LanguageName, [.. known.Aliases, .. aliases.Distinct()]));
        }

        return kernels;
    }
}
