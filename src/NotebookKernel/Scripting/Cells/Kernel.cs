using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Html;
using NotebookKernel.Scripting.Execution;

namespace Microsoft.DotNet.Interactive;

/// <summary>
/// What every cell can call by its bare name, with the names that .NET Interactive gives it, so that notebooks written
/// for that run here as they are.
/// </summary>
[SuppressMessage("Style", "IDE1006", Justification = "The names are .NET Interactive's.")]
public static class Kernel
{
    /// <summary>Shows a value now, before the cell ends.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="mimeTypes">The MIME types to show it in; by default those that its type prefers.</param>
    /// <returns>A handle that replaces what is shown.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>Marks text as HTML.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Runs a script in the page that shows the notebook.</summary>
    public static void Javascript(string scriptContent) => display(HTML($"<script type=\"text/javascript\">{scriptContent}</script>"));

    /// <summary>Adds a style sheet to the page that shows the notebook.</summary>
    public static void CSS(string content) => display(HTML($"<style>{content}</style>"));

    /// <summary>Asks the user for a line.</summary>
    /// <exception cref="InvalidOperationException">The front cannot ask.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") =>
        Task.FromResult(Running().Output.ReadLine(prompt, password: typeHint == "password"));

    /// <summary>Asks the user for a line that is not shown as it is typed.</summary>
    /// <exception cref="InvalidOperationException">The front cannot ask.</exception>
    public static Task<string> GetPasswordAsync(string prompt = "") =>
        Task.FromResult(Running().Output.ReadLine(prompt, password: true));

    internal static RunningCell Running() =>
        RunningCell.Current ?? throw new InvalidOperationException("No cell is running: call this from the code of a cell.");
}
