using System.Text.Json;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Documentation;

/// <summary>The README's code and commands, run as a reader runs them.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public static TheoryData<string> Commands => [.. Readme.Commands];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Blocks_Readme_AreThoseThatAreRunBelow()
    {
        Readme.CodeBlocks.Count.ShouldBe(3);
        Readme.Commands.ShouldContain("tour");
        Readme.Commands.ShouldContain("export onnx");
    }

    [Theory]
    [InlineData(0, @"^1 \(\d+\.\d %\)")]
    [InlineData(1, @"^9\d\.\d\d % of 10,000 test images")]
    [InlineData(2, @"^\d\d\.\d %, most often taken for another: ")]
    public async Task CodeBlock_AsACell_CompilesRunsAndPrints(int block, string expected)
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        await DrawAOneAsync("digit.png");
        string notebook = await WriteNotebookAsync(Readme.CodeBlocks[block]);

        DigitsResult result = await RunAsync(["notebook", "run", notebook]);

        result.ExitCode.ShouldBe(0, result.ToString());
        JsonElement.Parse(await File.ReadAllTextAsync(notebook, cancellation))
            .GetProperty("cells")[1].GetProperty("outputs").EnumerateArray().Last().GetProperty("text")[0].GetString().ShouldNotBeNull()
            .ShouldMatch(expected);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_Readme_DoesItsJob(string command)
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        await DrawAOneAsync("photo.png");
        await DrawAOneAsync("pictures/1-one.png");
        await File.WriteAllTextAsync(
            folder.At("sweep.json"),
            """{ "base": { "epochs": 1 }, "data": { "trainingImages": 600 }, "grid": { "learningRate": [0.01] } }""",
            cancellation);
        string notebook = await WriteNotebookAsync("1 + 1");
        string[] words =
        [
            .. command.Split(' ').Select(word => word switch { "FILE" or "notebooks" => notebook, "RUN" => "of-a-reader", _ => word }),
        ];
        if (words is ["runs", "plot"] or ["report", _])
        {
            await RunAsync(["sweep", "sweep.json"]);
            Directory.Move(Directory.GetDirectories(folder.At("runs/sweep"))[0], folder.At("runs/of-a-reader"));
        }

        DigitsResult result = await RunAsync([.. words, .. MadeSmall(words, notebook)]);

        result.ExitCode.ShouldBe(0, result.ToString());
    }

    // What takes minutes is done on less; whatever the README itself says stays.
    private string[] MadeSmall(string[] words, string notebook) => words switch
    {
        ["train", "--epochs", _] => ["--training-images", "600"],
        ["train", ..] => ["--show-config"],
        ["draw"] => ["--output", folder.At("pad.html"), "--no-browser"],
        ["evaluate"] => ["--data", folder.At("pictures")],
        ["tour"] => ["--notebooks", Path.GetDirectoryName(notebook)!, "--output", folder.At("pages")],
        _ => [],
    };

    // A folder of its own, also for what is installed for a user.
    private Task<DigitsResult> RunAsync(string[] arguments) => DigitsProcess.RunAsync(
        arguments,
        new Dictionary<string, string?> { ["JUPYTER_DATA_DIR"] = folder.At("jupyter") },
        folder.Path,
        cancellationToken: cancellation);

    private Task DrawAOneAsync(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
        byte[] one = TinyBitmap.Draw(60, 60, (x, y) => x is >= 28 and <= 32 && y is >= 10 and < 50);
        return File.WriteAllBytesAsync(folder.At(name), one, cancellation);
    }

    private async Task<string> WriteNotebookAsync(string code)
    {
        string path = folder.At("block.ipynb");
        string[] cells = ["#r \"nuget: HandwrittenDigits.Notebooks, 1.0.0\"", code];
        await File.WriteAllTextAsync(
            path,
            JsonSerializer.Serialize(new
            {
                cells = cells.Select(cell => new
                {
                    cell_type = "code", execution_count = (int?)null, metadata = new { }, outputs = Array.Empty<object>(), source = cell,
                }),
                metadata = new { },
                nbformat = 4,
                nbformat_minor = 4,
            }),
            cancellation);
        return path;
    }
}
