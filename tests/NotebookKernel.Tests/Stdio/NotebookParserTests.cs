using System.Text;
using System.Text.Json.Nodes;
using NotebookKernel.Stdio;

namespace NotebookKernel.Tests.Stdio;

public sealed class NotebookParserTests
{
    private const string Notebook =
        """
        {"cells":[{"cell_type":"code","execution_count":3,"metadata":{"polyglot_notebook":{"kernelName":"csharp"}},"outputs":[
        {"output_type":"stream","name":"stdout","text":["a\n","b"]},
        {"output_type":"execute_result","execution_count":3,"metadata":{"m":1},
        "data":{"text/html":["<b>","x"],"application/json":{"a":[1]}}},
        {"output_type":"display_data","metadata":{},"data":{"image/png":"iVBO"}},
        {"output_type":"error","ename":"E","evalue":"v","traceback":["t"]}],"source":["1+1"]}],
        "metadata":{},"nbformat":4,"nbformat_minor":5}
        """;

    [Fact]
    public async Task Run_NotebookWithOutputs_ComesBackWithThem()
    {
        JsonNode parsed = (await AnswersAsync(Request("parse", "ipynb", ("rawData", Base64(Notebook))))).Single();
        string request = Request("serialize", "ipynb", ("newLine", "\n"), ("document", parsed["document"]!.DeepClone()));
        JsonNode written = JsonNode.Parse(Convert.FromBase64String((await AnswersAsync(request)).Single()["rawData"]!.GetValue<string>()))!;

        JsonArray outputs = written["cells"]![0]!["outputs"]!.AsArray();
        outputs.Select(output => output!["output_type"]!.GetValue<string>()).ShouldBe(
            ["stream", "execute_result", "display_data", "error"]);
        outputs[0]!["text"]!.ToJsonString().ShouldBe("""["a\n","b"]""");
        string.Concat(outputs[1]!["data"]!["text/html"]!.AsArray().Select(line => line!.GetValue<string>())).ShouldBe("<b>x");
        outputs[1]!["data"]!["application/json"]!.ToJsonString().ShouldContain("a");
        outputs[1]!["metadata"]!["m"]!.GetValue<int>().ShouldBe(1);
        outputs[3]!["ename"]!.GetValue<string>().ShouldBe("E");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Run_SerializeDib_UsesTheLineBreaksAskedFor(string newLine)
    {
        JsonNode document = JsonNode.Parse("""{"elements":[{"kernelName":"csharp","contents":"1\n2"}],"metadata":{}}""")!;
        JsonNode answer = (await AnswersAsync(Request("serialize", "dib", ("newLine", newLine), ("document", document)))).Single();
        Encoding.UTF8.GetString(Convert.FromBase64String(answer["rawData"]!.GetValue<string>()))
            .ShouldEndWith($"#!csharp{newLine}{newLine}1{newLine}2{newLine}");
    }

    [Fact]
    public async Task Run_WhatCannotBeRead_IsAnsweredWithTheReasonAndTheNextIsRead()
    {
        List<JsonNode> answers = await AnswersAsync(
            "nonsense",
            Request("parse", "ipynb", ("rawData", Base64("{broken"))),
            Request("parse", "docx"),
            Request("parse", "dib", ("rawData", "")));
        answers.Select(answer => answer["errorMessage"] is not null).ShouldBe([true, true, true, false]);
        answers[1]["id"]!.GetValue<string>().ShouldBe("id");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Request(string type, string serializationType, params (string Name, JsonNode Value)[] rest)
    {
        var request = new JsonObject
        {
            ["type"] = type, ["id"] = "id", ["serializationType"] = serializationType, ["defaultLanguage"] = "csharp",
        };
        foreach ((string? name, JsonNode? value) in rest)
        {
            request[name] = value;
        }

        return request.ToJsonString();
    }

    private static async Task<List<JsonNode>> AnswersAsync(params string[] requests)
    {
        using var output = new StringWriter();
        await new NotebookParser(new StringReader(string.Join('\n', requests)), output).RunAsync();
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
