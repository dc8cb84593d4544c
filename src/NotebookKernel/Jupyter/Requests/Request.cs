using NotebookKernel.Jupyter.Messaging;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>A message that asks the kernel for something.</summary>
/// <param name="Channel">Where it arrived, and where its reply goes.</param>
/// <param name="Message">What arrived.</param>
/// <param name="Arrival">Its place in the order of arrival.</param>
internal sealed record Request(KernelChannel Channel, IncomingMessage Message, long Arrival)
{
    /// <summary>The type that answers it, null for a message that wants no reply (<c>comm_msg</c>).</summary>
    public string? ReplyType =>
        Message.Type.EndsWith("_request", StringComparison.Ordinal) ? Message.Type[..^"request".Length] + "reply" : null;
}
