using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>Says why a cell failed in the terms of its author: its own lines, its own methods.</summary>
internal static class CellErrors
{
    /// <summary>The name of the error of a cell with a magic command that no kernel here has.</summary>
    public const string UnknownMagicCommand = "UnknownMagicCommand";

    /// <summary>The error of a cell that an interrupt stopped.</summary>
    public static CellError Interrupted { get; } = new(
        "Interrupted", "The cell was interrupted.", ["The cell was interrupted. What ran before keeps its effect."]);

    /// <summary>The error of a cell that an interrupt left behind in a call that had not stopped.</summary>
    public static CellError Abandoned { get; } = Interrupted with
    {
        Traceback =
        [
            "The cell was interrupted, but a call in it has not stopped (native code, or a long computation of a library).",
            "It goes on in the background, and the cell ends when it returns. Restart the kernel if it never does.",
        ],
    };

    /// <summary>The compiler's errors, each with its line.</summary>
    public static CellError Of(CellCompilationException failure)
    {
        var lines = failure.Errors.SelectMany(Describe).ToList();
        return new CellError("CompilationError", lines[0], lines);
    }

    /// <summary>An exception of the cell's code, with those of its frames that are in cells.</summary>
    public static CellError Of(Exception exception)
    {
        // What an expression-bodied property or a task adds around the cause says nothing to the cell's author.
        Exception cause = exception is AggregateException { InnerExceptions.Count: 1 } or System.Reflection.TargetInvocationException
            ? exception.InnerException ?? exception
            : exception;
        var lines = new List<string>();
        for (Exception? current = cause; current is not null; current = current.InnerException)
        {
            string text = $"{current.GetType().FullName}: {current.Message}";
            lines.AddRange((lines.Count == 0 ? text : $" ---> {text}").Split('\n').Select(line => line.TrimEnd('\r')));
            lines.AddRange(CellFrames.Of(current).Select(frame => "   " + frame));
        }

        if (cause is OutOfMemoryException)
        {
            lines.Add(
                $"The objects of all cells together may take {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20:N0} MB here. "
                + "Set the largest variables to null, or let the cell hold less at a time.");
        }

        return new CellError(cause.GetType().FullName ?? cause.GetType().Name, cause.Message, lines);
    }

    private static IEnumerable<string> Describe(Diagnostic error)
    {
        FileLinePositionSpan span = error.Location.GetMappedLineSpan();
        if (!error.Location.IsInSource)
        {
            yield return $"error {error.Id}: {error.GetMessage()}";
            yield break;
        }

        string at = $"({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1})";
        string file = Path.IsPathRooted(span.Path) ? span.Path : "";
        yield return $"{file}{at}: error {error.Id}: {error.GetMessage()}";

        SourceText text = error.Location.SourceTree!.GetText();
        TextLine line = text.Lines.GetLineFromPosition(error.Location.SourceSpan.Start);
        int start = error.Location.SourceSpan.Start - line.Start;
        int width = Math.Clamp(error.Location.SourceSpan.Length, 1, Math.Max(1, line.End - error.Location.SourceSpan.Start));
        yield return "    " + line.ToString().Replace('\t', ' ');
        yield return "    " + new string(' ', start) + new string('^', width);
    }
}

/// <summary>A cell that does not compile.</summary>
internal sealed class CellCompilationException(IReadOnlyList<Diagnostic> errors, IReadOnlyList<Diagnostic> diagnostics)
    : Exception(errors[0].GetMessage())
{
    /// <summary>The errors, at least one.</summary>
    public IReadOnlyList<Diagnostic> Errors { get; } = errors;

    /// <summary>The errors and the warnings beside them.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}

/// <summary>A cell that was not run, or not to its end, for a reason other than the compiler's or its own exceptions.</summary>
/// <param name="name">The sort of error, as <see cref="CellError.Name"/> shows it.</param>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class CellRefusedException(string name, string message) : Exception(message)
{
    public CellError Error { get; } = new(name, message, message.Split('\n'));
}
