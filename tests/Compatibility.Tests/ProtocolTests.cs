using System.Text.Json.Nodes;

namespace Compatibility.Tests;

/// <summary>.NET Interactive's protocol over standard input and output, spoken to both kernels.</summary>
public sealed class ProtocolTests(BothKernels kernels)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Question_OfAnEditor_IsAnswered(bool original)
    {
        Assert.SkipWhen(original && kernels.Missing is not null, kernels.Missing ?? "");
        await using KernelProcess kernel = await (original ? kernels.StartOriginalAsync() : kernels.StartOursAsync());
        await kernel.RunCellAsync("var digits = new List<int> { 7 };");

        List<JsonNode> completions = await Ask("RequestCompletions", "digits.Cou", 0, 10);
        Event(completions, "CompletionsProduced")["completions"]!.AsArray()
            .Select(item => item!["displayText"]!.GetValue<string>()).ShouldContain("Count");
        Event(await Ask("RequestHoverText", "digits.Count", 0, 9), "HoverTextProduced")["content"]!.ToJsonString().ShouldContain("Count");
        Event(await Ask("RequestSignatureHelp", "digits.Add(", 0, 11), "SignatureHelpProduced")["signatures"]![0]!["label"]!
            .GetValue<string>().ShouldContain("Add(int item)");
        Event(await kernel.RunAsync("RequestDiagnostics", Code("digits = ;")), "DiagnosticsProduced")["diagnostics"]![0]!["code"]!
            .GetValue<string>().ShouldBe("CS1525");
        var csharp = new JsonObject { ["targetKernelName"] = "csharp" };
        Event(await kernel.RunAsync("RequestValueInfos", csharp), "ValueInfosProduced")["valueInfos"]![0]!["name"]!
            .GetValue<string>().ShouldBe("digits");

        Task<List<JsonNode>> Ask(string type, string code, int line, int character)
        {
            JsonObject command = Code(code);
            command["linePosition"] = new JsonObject { ["line"] = line, ["character"] = character };
            return kernel.RunAsync(type, command);
        }
    }

    [Fact]
    public async Task Cancel_OfABusyCell_StopsItAndKeepsItsVariables()
    {
        await using KernelProcess kernel = await kernels.StartOursAsync();
        string cell = kernel.Send("SubmitCode", Code("var kept = 6; Console.Write(\"started\"); while (true) { }"));
        while ((await kernel.NextAsync())["eventType"]!.GetValue<string>() != "StandardOutputValueProduced")
        {
        }

        // While it runs, an editor is answered.
        Event(await kernel.RunAsync("RequestDiagnostics", Code("kept = ;")), "DiagnosticsProduced");
        kernel.Send("Cancel", []);

        JsonNode end = (await kernel.EventsUntilEndAsync(cell))[^1];
        end["eventType"]!.GetValue<string>().ShouldBe("CommandFailed");
        end["event"]!["message"]!.GetValue<string>().ShouldContain("interrupted");
        Outputs.Of(await kernel.RunCellAsync("kept + 1"))[0].ShouldContain(">7<");
    }

    private static JsonObject Code(string code) => new() { ["code"] = code, ["targetKernelName"] = "csharp" };

    private static JsonNode Event(IEnumerable<JsonNode> events, string type) =>
        events.Last(item => item["eventType"]!.GetValue<string>() == type)["event"]!;
}
