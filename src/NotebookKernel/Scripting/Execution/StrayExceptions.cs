using System.Runtime.ExceptionServices;

namespace NotebookKernel.Scripting.Execution;

/// <summary>
/// Keeps the process alive when code of a cell throws on a thread of the cell's own and nobody catches it: the cell's author
/// sees the exception, and the notebook's state is not lost over it.
/// </summary>
internal static class StrayExceptions
{
    private static int installed;

    /// <summary>Takes over the exceptions that nobody catches in this process, once.</summary>
    public static void Install()
    {
        if (Interlocked.Exchange(ref installed, 1) == 0)
        {
            ExceptionHandling.SetUnhandledExceptionHandler(Report);
        }
    }

    private static bool Report(Exception exception)
    {
        if (RunningCell.Current is not { } cell)
        {
            return false;
        }

        if (cell.IsInterrupted && exception is OperationCanceledException)
        {
            // A thread that the interrupt stopped, as it should.
            return true;
        }

        IReadOnlyList<string> lines = Compiling.CellErrors.Of(exception).Traceback;
        cell.Output.Write(
            OutputStream.StandardError,
            $"A thread that the cell started ended with an exception:\n{string.Join('\n', lines)}\n");
        return true;
    }
}
