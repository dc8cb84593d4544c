using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using HandwrittenDigits.Testing;

namespace Compatibility.Tests;

/// <summary>What Polyglot Notebooks asks of its parser of notebooks, asked of the original and of this project's.</summary>
public sealed class NotebookParserTests(BothKernels kernels)
{
    private const string Dib =
        """
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp","items":[{"name":"csharp"},{"name":"db","languageName":"SQL","aliases":["mydb"]}]}}

        #!markdown

        # Title

        #!c#

        #!time
        1 + 1

        #!mydb

        SELECT 1

        #!nonsense
        """;

    private const string Ipynb =
        """
        {"cells":[{"cell_type":"markdown","metadata":{},"source":["# T\n","x"]},{"cell_type":"code","execution_count":3,"id":"abc",
        "metadata":{"tags":["x"],"polyglot_notebook":{"kernelName":"csharp"}},"outputs":[],"source":["1+1"]},{"cell_type":"code",
        "execution_count":null,"metadata":{},"outputs":[],"source":["#!fsharp\n","1"]},{"cell_type":"raw","metadata":{},"source":["r"]}],
        "metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}},"nbformat":4,"nbformat_minor":5}
        """;

    [Theory]
    [InlineData("dib", Dib)]
    [InlineData("ipynb", Ipynb)]
    [InlineData("dib", "")]
    public async Task Notebook_ParsedAndWrittenInBothForms_ComesOutTheSame(string form, string text)
    {
        Assert.SkipWhen(kernels.Missing is not null, kernels.Missing ?? "");
        List<string> original =
            await AnswersAsync(Repository.Root, ["dotnet", "tool", "run", "dotnet-interactive", "--", "notebook-parser"], form, text);
        List<string> ours =
            await AnswersAsync(Repository.Root, ["dotnet", Repository.DigitsAssembly, "kernel", "notebook-parser"], form, text);
        ours.ShouldBe(original);
    }

    private static async Task<List<string>> AnswersAsync(string folder, string[] command, string form, string text)
    {
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        try
        {
            string parsed = await AskAsync(Request("parse", form, ("rawData", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))));
            JsonNode document = JsonNode.Parse(parsed)!["document"]!;
            string dib = await AskAsync(Request("serialize", "dib", ("newLine", "\n"), ("document", document.DeepClone())));
            string ipynb = await AskAsync(Request("serialize", "ipynb", ("newLine", "\n"), ("document", document.DeepClone())));
            return [parsed, Written(dib), Written(ipynb)];
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        async Task<string> AskAsync(JsonObject request)
        {
            await process.StandardInput.WriteLineAsync(request.ToJsonString());
            await process.StandardInput.FlushAsync();
            string? answer = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            while (answer is not null && !answer.StartsWith('{'))
            {
                // What the tool says on its first start.
                answer = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            }

            return answer.ShouldNotBeNull();
        }
    }

    private static string Written(string answer) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(JsonNode.Parse(answer)!["rawData"]!.GetValue<string>()));

    private static JsonObject Request(string type, string form, params (string Name, JsonNode Value)[] rest)
    {
        var request = new JsonObject { ["type"] = type, ["id"] = "1", ["serializationType"] = form, ["defaultLanguage"] = "csharp" };
        foreach ((string? name, JsonNode? value) in rest)
        {
            request[name] = value;
        }

        return request;
    }
}
