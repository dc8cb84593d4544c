namespace Compatibility.Tests;

/// <summary>The same cells on the original and on this project's kernel: what they show is compared, form by form.</summary>
public sealed class CellTests(BothKernels kernels)
{
    // Cells whose outputs are meant to differ, with the reason.
    private static readonly Dictionary<string, string> Meant = new(StringComparer.Ordinal)
    {
        ["Formatter.DefaultMimeType"] = "Formatters need no using here.",
        ["#!about"] = "Each says what it is.",
        ["#!fsharp\n1 + 1"] = "Which kernel would run it is told in a sentence.",
        ["#!mermaid\ngraph TD; A-->B"] = "Another page around the same script.",
        ["using Newtonsoft.Json;\nJsonConvert.SerializeObject(new { A = 1 })"] = "The original has it in its Jupyter kernel only.",
    };

    public static TheoryData<string, string[]> Sessions { get; } = new()
    {
        {
            "values", [
                "1 + 1", "\"text\"", "null", "return 5;", "string none = null;\nnone", "new { A = 1 }", "new[] { 1, 2, 3 }",
                "new[] { \"a\", null }", "Enumerable.Range(0, 30)", "new Dictionary<string, int> { [\"a\"] = 1 }", "(1, \"b\")",
                "DayOfWeek.Monday", "Guid.Empty", "TimeSpan.FromSeconds(3)", "typeof(int)", "3.5m", "double.NaN", "'c'",
                "new byte[] { 1, 2, 3 }", "await Task.FromResult(5)", "public record Point(int X, int Y);\nnew Point(1, 2)",
                "var point = new Point(3, 4); point.X", "int Twice(int n) => 2 * n;\nTwice(4)",
                "new System.Numerics.Vector2(1, 2)", "Console.WriteLine(\"a\"); Console.Error.WriteLine(\"b\"); 7",
            ]
        },
        {
            "errors and warnings", [
                "nonsense", "throw new InvalidOperationException(\"no\");", "1 +", "#nullable enable\nstring s = null;",
                "[Obsolete] int Old() => 1;\nOld()", "Task.Delay(1);", "var kept = 5;", "kept", "#!nonsense",
                "System.Globalization.CultureInfo.GetCultureInfo(\"en-GB\").Name",
                "1234.5.ToString(\"C\", System.Globalization.CultureInfo.GetCultureInfo(\"en-US\"))",
                "System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(\"da-DK\"); 1.5.ToString()",
            ]
        },
        {
            "displays and languages", [
                "display(1)", "2.Display();", "new { A = 1 }.Display()", "HTML(\"<b>3</b>\")", "\"<i>4</i>\".DisplayAs(\"text/html\");",
                "new[] { new { A = 1, B = 2 } }.DisplayTable();", "Javascript(\"five()\");", "CSS(\"b{color:red}\");",
                "display(6, \"text/plain\");", "var shown = display(\"before\"); shown.Update(\"after\");", "Formatter.DefaultMimeType",
                "#!html\n<b>7</b>", "#!markdown\n# Title", "#!mermaid\ngraph TD; A-->B", "Console.WriteLine(8);\n#!html\n<i>9</i>",
                "#!csharp\n10", "#!fsharp\n1 + 1", "#!about",
                "using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;\ndiv[id: \"q\"](b(\"x\"))",
            ]
        },
        {
            "magic commands and the API", [
                "#!value --name v --mime-type text/plain\nhello", "#!set --name s --value @value:v\ns",
                "#!share --from value v\nv", "#!set --name t --value \"abc\"\nt", "var one = 1;\n#!who", "#!whos",
                "#!import lib.cs", "new Lib().Name", "#!import nb.dib\nfromNotebook",
                "#load \"loaded.csx\"\nloaded", "#!time\nSystem.Threading.Thread.Sleep(1);",
                "using Microsoft.DotNet.Interactive;\nKernel.Root.FindKernelByName(\"csharp\").Name",
                "using Microsoft.DotNet.Interactive.Commands;\n" +
                "await Kernel.Root.SendAsync(new SubmitCode(\"Console.WriteLine(42);\", \"csharp\"));",
                "KernelInvocationContext.Current.HandlingKernel.Name", "KernelInvocationContext.Current.Display(\"shown\");",
                "using Newtonsoft.Json;\nJsonConvert.SerializeObject(new { A = 1 })",
            ]
        },
        {
            "as people write them", [
                "using System.Text.Json;\nusing Microsoft.DotNet.Interactive;\nusing Microsoft.DotNet.Interactive.Formatting;\n" +
                "using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;",
                "async IAsyncEnumerable<int> Count() { for (var i = 0; i < 3; i++) { await Task.Yield(); yield return i; } }\n" +
                "await foreach (var i in Count()) Console.Write(i);",
                "record Person(string Name, int Age);\nnew Person(\"Ann\", 4) with { Age = 5 }",
                "public class Outer { public class Inner { public int V = 3; } public static Inner Make() => new(); }\nOuter.Make()",
                "public static int Double(this int x) => 2 * x;", "21.Double()", "using static System.Math;\nSqrt(2)",
                "Formatter.Register<Person>(p => $\"<u>{p.Name}</u>\", \"text/html\");\nnew Person(\"Bo\", 1)",
                "div(b(\"bold\"), img[src: \"x.png\"])", "ul(new[] { 1, 2 }.Select(i => li(i)))", "span[style: \"color:red\"](\"t\")",
                "Formatter.ListExpansionLimit = 3;\nEnumerable.Range(0, 10)", "Formatter.ListExpansionLimit = 20;",
                "JsonDocument.Parse(\"{\\\"a\\\":[1,{\\\"b\\\":null}]}\")", "new InvalidOperationException(\"made\")",
                "KernelInvocationContext.Current.DisplayAs(\"**bold**\", \"text/markdown\");",
                "display(new { A = 1 }, \"application/json\");", "#!csharp --name x\n1", "#!share --from csharp nope",
                "var shared = new[] { 1, 2, 3 };", "#!value --from-file loaded.csx --name f", "#!value --name txt\nsome text",
                "#!share --from value txt --as renamed\nrenamed", "#!set --name h --value @csharp:shared\nh",
                "Enumerable.Range(0, 3).Select(i => new { i, Square = i * i })", "Enumerable.Range(0, 3).GroupBy(i => i % 2)",
                "new[,] { { 1, 2 }, { 3, 4 } }", "Task.FromResult(3)", "new Lazy<int>(() => 3)", "dynamic dyn = 5; dyn + 1",
                "new System.Dynamic.ExpandoObject()", "(1, (2, \"x\"))", "new List<object> { 1, \"a\", null, new { X = 1 } }",
                "System.Xml.Linq.XElement.Parse(\"<a><b>1</b></a>\")", "new System.Data.DataTable()", "int.Parse(\"a\")",
                "Formatter.SetPreferredMimeTypesFor(typeof(Version), \"text/plain\");\nnew Version(3, 4)", "#!connect\n1",
            ]
        },
        {
            "packages", [
                "#r \"nuget: Microsoft.Data.Analysis, 0.23.1\"",
                "using Microsoft.Data.Analysis;\nnew DataFrame(new Int32DataFrameColumn(\"a\", new[] { 1, 2 }))",
                "#r \"nuget: Microsoft.DotNet.Interactive, 1.0.0-beta.26120.1\"", "1 + 1",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task Cell_OnBothKernels_ShowsTheSame(string session, string[] cells)
    {
        Assert.SkipWhen(kernels.Missing is not null, kernels.Missing ?? "");
        await using KernelProcess original = await kernels.StartOriginalAsync();
        await using KernelProcess ours = await kernels.StartOursAsync();
        var differences = new List<string>();
        foreach (string cell in cells)
        {
            List<string> expected = Outputs.Of(await original.RunCellAsync(cell));
            List<string> actual = Outputs.Of(await ours.RunCellAsync(cell));

            // How a package is announced is each kernel's own affair.
            bool same = cell.StartsWith("#r", StringComparison.Ordinal)
                ? expected.Contains("failed") == actual.Contains("failed")
                : expected.SequenceEqual(actual);
            if (same == Meant.ContainsKey(cell))
            {
                differences.Add(same
                    ? $"{cell}\n  is the same on both, though it is listed as meant to differ"
                    : $"{cell}\n  original: {string.Join(" | ", expected)}\n  ours:     {string.Join(" | ", actual)}");
            }
        }

        differences.ShouldBeEmpty($"{session}:\n{string.Join('\n', differences)}");
    }
}
