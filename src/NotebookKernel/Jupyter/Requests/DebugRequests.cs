using System.Text.Json.Nodes;
using NotebookKernel.Jupyter.Messaging;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>
/// Refuses <c>debug_request</c> in the Debug Adapter Protocol's own form, so that an editor shows a sentence instead of waiting
/// (<see href="https://microsoft.github.io/debug-adapter-protocol/specification#Base_Protocol_Response"/>).
/// </summary>
internal static class DebugRequests
{
    private const string Reason =
        "This kernel has no debugger: cells can't be stepped through. "
        + "Attach the C# extension's debugger to the kernel's process to step through a library.";

    /// <summary>The response to a request of the debugger's protocol.</summary>
    /// <exception cref="MalformedRequestException">It is no such request.</exception>
    public static JsonObject Refuse(IncomingMessage message) => new()
    {
        ["type"] = "response",
        ["seq"] = 0,
        ["request_seq"] = message.Content.Number("seq", 0),
        ["success"] = false,
        ["command"] = message.Content.OptionalText("command") ?? "",
        ["message"] = Reason,
    };
}
