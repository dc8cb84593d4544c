using System.Text.Json.Nodes;
using System.Threading.Channels;
using NotebookKernel.Jupyter.Messaging;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>
/// Handles the requests of one channel, one after the other: each between <c>busy</c> and <c>idle</c>, each with its
/// reply, whatever goes wrong.
/// </summary>
/// <param name="handle">Handles one request; its value is the reply's content, null for a message that gets none.</param>
/// <param name="reply">Sends a reply.</param>
/// <param name="iopub">Where the states go.</param>
/// <param name="log">Told of what goes wrong.</param>
internal sealed class RequestLoop(
    Func<Request, Task<JsonObject?>> handle, Action<KernelChannel, OutgoingMessage> reply, IopubStream iopub, TextWriter log)
{
    private readonly Channel<Request> queue = Channel.CreateUnbounded<Request>(new() { SingleReader = true });

    /// <summary>Queues a request; from any thread, without waiting.</summary>
    public void Enqueue(Request request) => queue.Writer.TryWrite(request);

    /// <summary>Takes no more requests, and drops those that wait.</summary>
    public void Complete()
    {
        queue.Writer.TryComplete();
        while (queue.Reader.TryRead(out _))
        {
            // The process is about to end: nothing of the queue may run any more.
        }
    }

    /// <summary>Handles requests until <see cref="Complete"/>.</summary>
    public async Task RunAsync()
    {
        await foreach (Request? request in queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            iopub.Status(request.Message, "busy");
            try
            {
                await AnswerAsync(request).ConfigureAwait(false);
            }
            finally
            {
                iopub.Status(request.Message, "idle");
            }
        }
    }

    /// <summary>Sends the reply to a request.</summary>
    public void Reply(Request request, JsonObject content)
    {
        if (request.ReplyType is { } type)
        {
            iopub.Flush();
            reply(request.Channel, new OutgoingMessage(type, request.Message.Header, content) { Identities = request.Message.Identities });
        }
    }

    private async Task AnswerAsync(Request request)
    {
        JsonObject? content;
        try
        {
            content = await handle(request).ConfigureAwait(false);
        }
        catch (MalformedRequestException e)
        {
            content = Failure("MalformedRequest", e.Message);
        }
        catch (Exception e)
        {
            // A fault of the kernel's own: the client gets an answer and the kernel goes on.
            log.WriteLine($"Handling {request.Message.Type} failed: {e}");
            content = Failure(e.GetType().Name, e.Message);
        }

        if (content is not null)
        {
            Reply(request, content);
        }
    }

    private static JsonObject Failure(string name, string message) => new()
    {
        ["status"] = "error",
        ["ename"] = name,
        ["evalue"] = message,
        ["traceback"] = new JsonArray(),
    };
}
