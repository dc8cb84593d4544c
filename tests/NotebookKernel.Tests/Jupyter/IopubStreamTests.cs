using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using NotebookKernel.Jupyter.Messaging;
using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Jupyter;

public sealed class IopubStreamTests : IDisposable
{
    private readonly List<OutgoingMessage> sent = [];
    private readonly IopubStream iopub;

    // Its time stands still: what is sent, is sent for another reason than that a timer fired.
    public IopubStreamTests() => iopub = new IopubStream(sent.Add, new FakeTimeProvider());

    [Fact]
    public void Write_ManyPieces_AreOneMessage()
    {
        iopub.Write(Cell("a"), OutputStream.StandardOutput, "one ");
        iopub.Write(Cell("a"), OutputStream.StandardOutput, "two");
        iopub.Flush();

        Texts().ShouldBe(["stdout: one two"]);
    }

    [Fact]
    public void Write_StreamsAndCellsInTurn_KeepTheirOrder()
    {
        iopub.Write(Cell("a"), OutputStream.StandardOutput, "1");
        iopub.Write(Cell("a"), OutputStream.StandardError, "2");
        iopub.Write(Cell("b"), OutputStream.StandardError, "3");
        iopub.Status(Cell("b"), "idle");

        Texts().ShouldBe(["stdout: 1", "stderr: 2", "stderr: 3"]);
        sent[^1].Type.ShouldBe("status");
        sent.Select(message => message.Parent!.Value.GetProperty("msg_id").GetString()).ShouldBe(["a", "a", "b", "b"]);
    }

    [Fact]
    public void Write_ALongText_IsSentWithoutWaiting()
    {
        iopub.Write(Cell("a"), OutputStream.StandardOutput, new string('x', 100_000));

        sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Write_APairOfSurrogatesInTwoCalls_StaysWhole()
    {
        iopub.Write(Cell("a"), OutputStream.StandardOutput, new string('x', 100_000) + "\ud83d");
        iopub.Write(Cell("a"), OutputStream.StandardOutput, "\ude00");
        iopub.Flush();

        Texts()[1].ShouldBe("stdout: \U0001F600");
    }

    public void Dispose() => iopub.Dispose();

    private static IncomingMessage Cell(string id)
    {
        var empty = JsonElement.Parse("{}");
        return new([], id, "execute_request", "s", JsonElement.Parse($$"""{"msg_id":"{{id}}"}"""), empty, empty, empty, []);
    }

    private List<string> Texts() =>
        [.. sent.Where(message => message.Type == "stream").Select(message => $"{message.Content["name"]}: {message.Content["text"]}")];
}
