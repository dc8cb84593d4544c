using System.Diagnostics;
using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Workers;

/// <summary>Says why a worker is gone, as far as its exit code and last words tell.</summary>
internal static class WorkerDeath
{
    private const int SignalBase = 128;
    private const int Abort = SignalBase + 6;
    private const int Kill = SignalBase + 9;
    private const int SegmentationFault = SignalBase + 11;

    public static CellError Explain(Process process, string lastWords, string? endedFor)
    {
        string message = "The cell ended the process that ran the notebook: " + Reason(process.ExitCode, lastWords, endedFor) +
            " What the notebook had in memory is lost; the outputs so far are kept.";
        return new CellError("ProcessEnded", message, [message]);
    }

    private static string Reason(int exitCode, string lastWords, string? endedFor)
    {
        if (endedFor is not null)
        {
            return endedFor + ".";
        }

        if (lastWords.Contains("Stack overflow", StringComparison.Ordinal))
        {
            return "its stack overflowed (a library that calls itself without end, or an array too large for it).";
        }

        if (lastWords.Contains("Out of memory", StringComparison.OrdinalIgnoreCase)
            || lastWords.Contains("OutOfMemory", StringComparison.Ordinal))
        {
            return "it ran out of memory.";
        }

        return exitCode switch
        {
            Abort => "the runtime stopped it (Environment.FailFast, or a failure in native code).",
            Kill => "it was killed, by a user or by the system for want of memory.",
            SegmentationFault => "it crashed in native code (a segmentation fault).",
            _ => $"it exited with code {exitCode} (Environment.Exit, or a library that ends the process).",
        };
    }
}
