using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKernel.Jupyter.Messaging;
using NotebookKernel.Scripting;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>Runs cells: <c>execute_request</c> and all that it sends.</summary>
/// <param name="session">Opens in the background; the first cell waits for it.</param>
/// <param name="iopub">Where outputs go.</param>
/// <param name="stdin">Where cells read from.</param>
/// <param name="history">Remembers the inputs.</param>
/// <param name="arrivals">Gives the number of requests that have arrived so far.</param>
internal sealed class ExecuteRequests(
    Task<ScriptSession> session, IopubStream iopub, StandardInput stdin, InputHistory history, Func<long> arrivals)
{
    private Execution? running;
    private int executed;
    private long abortedThrough;

    /// <summary>The request whose cell is running, null if none is.</summary>
    public Request? Running => Volatile.Read(ref running)?.Request;

    /// <summary>Stops the running cell; from any thread.</summary>
    public void Interrupt() => Volatile.Read(ref running)?.Interruption.Cancel();

    /// <summary>Runs a cell and gives the reply.</summary>
    public async Task<JsonObject> RunAsync(Request request)
    {
        JsonElement content = request.Message.Content;
        string code = content.Text("code");
        bool silent = content.Flag("silent", false);
        bool stores = content.Flag("store_history", true) && !silent;
        Dictionary<string, string> expressions = Expressions(content);
        int number = executed + 1;
        if (request.Arrival <= abortedThrough)
        {
            return new JsonObject { ["status"] = "aborted" };
        }

        if (stores)
        {
            executed = number;
        }

        if (!silent)
        {
            iopub.Send("execute_input", request.Message, new JsonObject { ["code"] = code, ["execution_count"] = number });
        }

        var execution = new Execution(request, new CancellationTokenSource());
        CancellationToken interrupt = execution.Interruption.Token;
        Volatile.Write(ref running, execution);
        try
        {
            var output = new JupyterOutput(iopub, stdin, request.Message, silent, content.Flag("allow_stdin", true), interrupt);
            ScriptSession opened = await session.ConfigureAwait(false);
            CellResult result = code.AsSpan().Trim().IsEmpty
                ? new CellResult(null, null, false)
                : await opened.ExecuteAsync(code, output, interrupt).ConfigureAwait(false);
            if (stores)
            {
                history.Add(number, code, result.Value?.Data.GetValueOrDefault(MimeBundle.PlainText));
            }

            // Whoever interrupts a cell means those behind it too, also where it saw its token and ended by itself.
            if ((result.Interrupted || result.Error is not null) && content.Flag("stop_on_error", true))
            {
                abortedThrough = arrivals();
            }

            if (result.Error is { } error)
            {
                return Failed(request.Message, error, number, silent);
            }

            if (result.Value is { } value && !silent)
            {
                JsonObject shown = MimeContent.Of(value);
                shown["execution_count"] = number;
                iopub.Send("execute_result", request.Message, shown);
            }

            return new JsonObject
            {
                ["status"] = "ok",
                ["execution_count"] = number,
                ["user_expressions"] = await EvaluateAsync(opened, expressions, output, interrupt).ConfigureAwait(false),
                ["payload"] = new JsonArray(),
            };
        }
        finally
        {
            Volatile.Write(ref running, null);
        }
    }

    private static Dictionary<string, string> Expressions(JsonElement content)
    {
        var expressions = new Dictionary<string, string>();
        if (content.TryGetProperty("user_expressions", out JsonElement named) && named.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty expression in named.EnumerateObject())
            {
                expressions[expression.Name] = named.Text(expression.Name);
            }
        }

        return expressions;
    }

    private static async Task<JsonObject> EvaluateAsync(
        ScriptSession opened, Dictionary<string, string> expressions, ICellOutput output, CancellationToken interrupt)
    {
        var values = new JsonObject();
        foreach ((string? name, string? code) in expressions)
        {
            CellResult result = await opened.EvaluateAsync(code, output, interrupt).ConfigureAwait(false);
            JsonObject value = result.Error is { } error ? Error(error) : MimeContent.Of(result.Value ?? MimeBundle.OfText(""));
            value["status"] = result.Error is null ? "ok" : "error";
            values[name] = value;
        }

        return values;
    }

    private static JsonObject Error(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(line))]),
    };

    private JsonObject Failed(IncomingMessage parent, CellError error, int number, bool silent)
    {
        if (!silent)
        {
            iopub.Send("error", parent, Error(error));
        }

        JsonObject reply = Error(error);
        reply["status"] = "error";
        reply["execution_count"] = number;
        reply["user_expressions"] = new JsonObject();
        reply["payload"] = new JsonArray();
        return reply;
    }

    // The source is never disposed: a thread that outlives its cell may still hold the token.
    private sealed record Execution(Request Request, CancellationTokenSource Interruption);
}
