using System.Text.Json.Nodes;
using NotebookKernel.Jupyter.Messaging;
using NotebookKernel.Scripting;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>
/// The output of one cell, as messages whose parent is that cell's request: also what threads write that outlive it.
/// </summary>
/// <param name="iopub">Where it goes.</param>
/// <param name="stdin">Whom to ask for input.</param>
/// <param name="request">The cell's <c>execute_request</c>.</param>
/// <param name="silent">True to show nothing, as the request asked.</param>
/// <param name="allowInput">True if the client can be asked for input.</param>
/// <param name="interrupt">Cancelled when the cell is interrupted.</param>
internal sealed class JupyterOutput(
    IopubStream iopub, StandardInput stdin, IncomingMessage request, bool silent, bool allowInput, CancellationToken interrupt)
    : ICellOutput
{
    public void Write(OutputStream stream, string text)
    {
        if (!silent)
        {
            iopub.Write(request, stream, text);
        }
    }

    public void Display(MimeBundle bundle, string? displayId) => Show("display_data", bundle, displayId);

    public void Update(MimeBundle bundle, string displayId) => Show("update_display_data", bundle, displayId);

    public string ReadLine(string prompt, bool password)
    {
        if (!allowInput)
        {
            throw new InvalidOperationException(
                "This cell reads from the console, but it was run by a client that cannot ask for input: give it the value in code.");
        }

        iopub.Flush();
        return stdin.Ask(request, prompt, password, interrupt);
    }

    private void Show(string type, MimeBundle bundle, string? displayId)
    {
        if (silent)
        {
            return;
        }

        JsonObject content = MimeContent.Of(bundle);
        content["transient"] = displayId is null ? [] : new JsonObject { ["display_id"] = displayId };
        iopub.Send(type, request, content);
    }
}
