using System.Text.Json.Nodes;
using NotebookKernel.Jupyter.Messaging;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>Asks the user for a line: <c>input_request</c> on stdin, and its reply.</summary>
internal sealed class StandardInput(Action<OutgoingMessage> send) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim oneAtATime = new(1);
    private Question? asked;

    /// <summary>Asks the client that a request came from and waits for its answer; an interrupt ends the wait.</summary>
    /// <param name="request">The <c>execute_request</c> whose cell asks.</param>
    /// <param name="prompt">What to ask.</param>
    /// <param name="password">True to hide what is typed.</param>
    /// <param name="interrupt">Cancelled when the cell is interrupted.</param>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public string Ask(IncomingMessage request, string prompt, bool password, CancellationToken interrupt)
    {
        oneAtATime.Wait(interrupt);
        var question = new Question(request.Identities);
        try
        {
            lock (gate)
            {
                asked = question;
            }

            var content = new JsonObject { ["prompt"] = prompt, ["password"] = password };
            send(new OutgoingMessage("input_request", request.Header, content) { Identities = request.Identities });
            question.Answer.Task.Wait(interrupt);
            return question.Answer.Task.Result;
        }
        finally
        {
            lock (gate)
            {
                asked = null;
            }

            oneAtATime.Release();
        }
    }

    /// <summary>Takes an <c>input_reply</c>. One that nobody waits for, or from a client that was not asked, is ignored.</summary>
    public void Answered(IncomingMessage reply)
    {
        lock (gate)
        {
            if (asked is { } question && question.IsFor(reply) && reply.Content.OptionalText("value") is { } value)
            {
                question.Answer.TrySetResult(value);
            }
        }
    }

    /// <summary>Lets go of the queue of questions.</summary>
    public void Dispose() => oneAtATime.Dispose();

    private sealed record Question(IReadOnlyList<byte[]> Client)
    {
        public TaskCompletionSource<string> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsFor(IncomingMessage reply) =>
            Client.Count == reply.Identities.Count
                && Client.Zip(reply.Identities).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
    }
}
