using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Scripting;
using NotebookKernel.Scripting.Compiling;
using NotebookKernel.Scripting.Rendering;

namespace NotebookKernel.Kernels;

/// <summary>Turns the events of one submission into the output and the result of a cell.</summary>
/// <param name="output">Where the output goes.</param>
/// <param name="valueLimit">How many characters one text of a value may have.</param>
internal sealed class SubmissionOutput(ICellOutput output, int valueLimit)
{
    private readonly Lock gate = new();
    private MimeBundle? value;
    private CellError? error;
    private bool interrupted;

    /// <summary>What the front asks the user by.</summary>
    public ICellOutput Front => output;

    /// <summary>How the cell ended, once its command has.</summary>
    public CellResult Result => new(error is null ? value : null, error, interrupted);

    /// <summary>Tells that the cell was interrupted and ended by itself.</summary>
    public void EndedByItself() => interrupted = true;

    /// <summary>Takes an event.</summary>
    /// <param name="kernelEvent">The event.</param>
    /// <param name="root">The command that the submission was sent as.</param>
    public void On(KernelEvent kernelEvent, KernelCommand root)
    {
        switch (kernelEvent)
        {
            case StandardOutputValueProduced written:
                Write(OutputStream.StandardOutput, Text(written));
                break;
            case StandardErrorValueProduced written:
                Write(OutputStream.StandardError, Text(written));
                break;
            case ErrorProduced failed:
                Write(OutputStream.StandardError, failed.Message.TrimEnd() + "\n");
                break;
            case DisplayedValueProduced shown:
                ShowEarlierValue();
                output.Display(Bundle(shown), shown.ValueId);
                break;
            case DisplayedValueUpdated updated:
                output.Update(Bundle(updated), updated.ValueId);
                break;

            // The handle of a display that is a cell's last value: what it stands for is there already.
            case ReturnValueProduced { Value: DisplayedValue }:
                break;
            case ReturnValueProduced returned:
                ShowEarlierValue();
                lock (gate)
                {
                    value = Bundle(returned);
                }

                break;
            case DiagnosticsProduced told:
                Warn(told);
                break;
            case CommandFailed failed when ReferenceEquals(failed.Command, root):
                Fail(failed);
                break;
        }
    }

    private static string Text(DisplayEvent written) =>
        string.Concat(written.FormattedValues.Where(form => form.MimeType == MimeBundle.PlainText).Select(form => form.Value));

    private void Write(OutputStream stream, string text)
    {
        ShowEarlierValue();
        output.Write(stream, text);
    }

    // A cell of several parts has several values: only the last is the cell's own, and the others keep their place.
    private void ShowEarlierValue()
    {
        MimeBundle? earlier;
        lock (gate)
        {
            (earlier, value) = (value, null);
        }

        if (earlier is not null)
        {
            output.Display(earlier, displayId: null);
        }
    }

    // The value of a C# cell comes with plain text, cut to the limit where it was rendered.
    private MimeBundle Bundle(DisplayEvent shown) =>
        ValueRenderer.WithPlainText(shown.FormattedValues, shown.Value, shown is ReturnValueProduced ? int.MaxValue : valueLimit);

    // Errors are told by the failure that follows, with the line they are in.
    private void Warn(DiagnosticsProduced told)
    {
        if (told.Diagnostics.Count > 0
            && told.Diagnostics.All(diagnostic => diagnostic.Severity != Microsoft.CodeAnalysis.DiagnosticSeverity.Error))
        {
            output.Write(
                OutputStream.StandardError,
                $"\n{string.Join("\n\n", told.FormattedDiagnostics.Select(diagnostic => diagnostic.Value))}\n\n");
        }
    }

    private void Fail(CommandFailed failed)
    {
        if (failed.Exception is CellFailedException cell)
        {
            (error, interrupted) = (cell.Error, cell.Interrupted);
        }
        else if (failed.Exception is CellRefusedException refused)
        {
            error = refused.Error;
        }
        else
        {
            string name = failed.Message.Contains("error DNI101:", StringComparison.Ordinal) ? CellErrors.UnknownMagicCommand : "Error";
            error = new CellError(name, failed.Message, failed.Message.ReplaceLineEndings("\n").Split('\n'));
        }
    }
}
