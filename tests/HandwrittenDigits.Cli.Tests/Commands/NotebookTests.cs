using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class NotebookTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_NotebookWithParameters_WritesOutputsAndPage()
    {
        using var folder = new TemporaryFolder();
        string notebook = Write(folder, "a.ipynb", ("int n = 2;", "parameters"), ("Console.WriteLine($\"n is {n}\");\nn * 21", null));
        string original = await File.ReadAllTextAsync(notebook, Stop);
        DigitsResult result =
            await Run("notebook", "run", notebook, "-p", "n=3", "-o", folder.At("out.ipynb"), "--html", folder.At("page.html"));
        result.ExitCode.ShouldBe(0, result.ToString());
        (await File.ReadAllTextAsync(notebook, Stop)).ShouldBe(original);
        string written = await File.ReadAllTextAsync(folder.At("out.ipynb"), Stop);
        written.ShouldContain("n is 3\\n");
        written.ShouldContain("\"63\"");
        (await File.ReadAllTextAsync(folder.At("page.html"), Stop)).ShouldContain("n is 3");
        result.Error.ShouldContain("cell 3 of 3 ok");
    }

    [Fact]
    public async Task Page_NotebookThatWasRun_ShowsItsOutputsAndRunsNothing()
    {
        using var folder = new TemporaryFolder();
        string notebook = Write(folder, "a.ipynb", ("Console.WriteLine(\"run\" + \"ning\");", null));
        (await Run("notebook", "run", notebook)).ExitCode.ShouldBe(0);
        string before = await File.ReadAllTextAsync(notebook, Stop);

        DigitsResult result = await Run("notebook", "page", notebook, "--output", folder.At("page.html"));

        result.ExitCode.ShouldBe(0, result.ToString());
        (await File.ReadAllTextAsync(folder.At("page.html"), Stop)).ShouldContain("running");
        (await File.ReadAllTextAsync(notebook, Stop)).ShouldBe(before);
        (await Run("notebook", "page", folder.At("nothere.ipynb"))).ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task Run_PackageThatTheProgramCarries_NeedsNoRestore()
    {
        using var folder = new TemporaryFolder();
        string notebook = Write(
            folder,
            "a.ipynb",
            ("#r \"nuget: HandwrittenDigits.Notebooks, 1.0.0\"\nusing HandwrittenDigits.Data;\nDigitDataset.ClassCount", null));
        DigitsResult result = await Run("notebook", "run", notebook);
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Error.ShouldContain(": 1 cell ran in ");
        string written = await File.ReadAllTextAsync(notebook, Stop);
        written.ShouldContain("\"10\"");
        written.ShouldNotContain("Restoring");
    }

    [Fact]
    public async Task Run_CellThatEndsTheProcess_TellsWhichAndKeepsEarlierOutputs()
    {
        using var folder = new TemporaryFolder();
        string notebook = Write(folder, "a.ipynb", ("40 + 2", null), ("Environment.Exit(5);", null), ("1", null));
        DigitsResult result = await Run("notebook", "run", notebook);
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("cell 2");
        result.Error.ShouldContain("exited with code 5");
        (await File.ReadAllTextAsync(notebook, Stop)).ShouldContain("\"42\"");
    }

    [Fact]
    public async Task Run_CellThatTakesTooLong_EndsWithTheTimeoutCode()
    {
        using var folder = new TemporaryFolder();
        string notebook = Write(folder, "a.ipynb", ("while (true) { }", null));
        DigitsResult result = await Run("notebook", "run", notebook, "--timeout", "1");
        result.ExitCode.ShouldBe(124);
        result.Error.ShouldContain("longer than the 1 s");
    }

    [Fact]
    public async Task Run_KilledAmidACell_HasKeptTheOutputsBefore()
    {
        using var folder = new TemporaryFolder();
        string notebook = Write(folder, "a.ipynb", ("40 + 2", null), ("while (true) { }", null));
        await using (var digits = DigitsProcess.Start(["notebook", "run", notebook]))
        {
            await digits.WaitForLineAsync("cell 1 of 2 ok", Stop);
            digits.Kill();
        }

        (await File.ReadAllTextAsync(notebook, Stop)).ShouldContain("\"42\"");
    }

    [Fact]
    public async Task Run_CtrlCWithinACell_StopsItAndKeepsItsOutput()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        using var folder = new TemporaryFolder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string notebook = Write(
            folder,
            "a.ipynb",
            ("40 + 2", null),
            ($"""
            Console.WriteLine("so" + " far");
            var told = new System.Net.Sockets.TcpClient("127.0.0.1", {((IPEndPoint)listener.LocalEndpoint).Port});
            while (true) {"{ }"}
            """, null));
        await using var digits = DigitsProcess.Start(["notebook", "run", notebook]);
        Task<DigitsResult> ended = digits.WaitForExitAsync(Stop);
        Task<TcpClient> within = listener.AcceptTcpClientAsync(Stop).AsTask();
        (await Task.WhenAny(within, ended)).ShouldBe(within, "The run ended before its second cell had begun.");
        using TcpClient told = await within;
        digits.Interrupt();
        DigitsResult result = await ended;
        result.ExitCode.ShouldBe(130, result.ToString());
        result.Error.ShouldContain("stopped at cell 2; the outputs so far are kept");
        string written = await File.ReadAllTextAsync(notebook, Stop);
        written.ShouldContain("\"42\"");
        written.ShouldContain("so far");
    }

    [Fact]
    public async Task Run_CtrlCAfterACell_StopsBeforeOrInTheNext()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        using var folder = new TemporaryFolder();
        string notebook = Write(folder, "a.ipynb", ("40 + 2", null), ("while (true) { }", null));
        await using var digits = DigitsProcess.Start(["notebook", "run", notebook]);
        await digits.WaitForLineAsync("cell 1 of 2 ok", Stop);
        digits.Interrupt();
        DigitsResult result = await digits.WaitForExitAsync(Stop);
        result.ExitCode.ShouldBe(130, result.ToString());
        result.Error.ShouldContain("stopped at cell 2");
        (await File.ReadAllTextAsync(notebook, Stop)).ShouldContain("\"42\"");
    }

    [Theory]
    [InlineData("no-such.ipynb", 3, "There is no notebook")]
    [InlineData("broken.ipynb", 3, "not JSON")]
    [InlineData("text.txt", 2, "should end in .ipynb or .dib")]
    public async Task Run_FileThatIsNoNotebook_SaysWhy(string name, int code, string reason)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.At("broken.ipynb"), "{ \"cells\": [", Stop);
        await File.WriteAllTextAsync(folder.At("text.txt"), "", Stop);
        DigitsResult result = await Run("notebook", "run", folder.At(name));
        result.ExitCode.ShouldBe(code);
        result.Error.ShouldContain(reason);
    }

    [Fact]
    public async Task Check_BeforeAndAfterARun_Tells()
    {
        using var folder = new TemporaryFolder();
        string notebook = Write(folder, "a.ipynb", ("var a = 1;", null), ("a + 1", null));
        DigitsResult before = await Run("notebook", "check", notebook);
        before.ExitCode.ShouldBe(1);
        before.Output.ShouldContain("cell 2: it was not run.");
        (await Run("notebook", "run", notebook)).ExitCode.ShouldBe(0);
        DigitsResult after = await Run("notebook", "check", notebook, "--run");
        after.ExitCode.ShouldBe(0, after.ToString());
    }

    // Both go on only once both are within their last cell, and the second reads what the first has written by then.
    [Fact]
    public async Task Run_TwoAtATime_OneThatRunsAfterACellOfTheOtherBeginsThen()
    {
        using var folder = new TemporaryFolder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string meet =
            $"new System.Net.Sockets.TcpClient(\"127.0.0.1\", {((IPEndPoint)listener.LocalEndpoint).Port}).GetStream().ReadByte()";
        Write(folder, "b.ipynb", "a.ipynb#made", ("System.IO.File.ReadAllText(\"a.txt\")", null), (meet, null));
        Write(folder, "a.ipynb", ("System.IO.File.WriteAllText(\"a.txt\", \"made by a\");", "made"), (meet, null));
        await using var digits =
            DigitsProcess.Start(["notebook", "run", folder.At("b.ipynb"), folder.At("a.ipynb"), "--jobs", "2", "--timeout", "120"]);
        Task<DigitsResult> ended = digits.WaitForExitAsync(Stop);

        // One that waits in vain is stopped after its two minutes.
        List<TcpClient> met = [];
        while (met.Count < 2)
        {
            Task<TcpClient> next = listener.AcceptTcpClientAsync(Stop).AsTask();
            (await Task.WhenAny(next, ended)).ShouldBe(next, "The run ended before both were within their last cell.");
            met.Add(await next);
        }

        met.ForEach(client => client.Dispose());
        DigitsResult result = await ended;
        result.ExitCode.ShouldBe(0, result.ToString());
        (await File.ReadAllTextAsync(folder.At("b.ipynb"), Stop)).ShouldContain("made by a");
    }

    [Fact]
    public async Task Run_OneThatRunsAfterOneThatFails_IsNotRun()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "b.ipynb", "a.ipynb", ("1", null));
        Write(folder, "a.ipynb", ("throw new Exception(\"broken\");", null));

        DigitsResult result = await Run("notebook", "run", folder.At("b.ipynb"), folder.At("a.ipynb"), "--jobs", "2");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Error.ShouldContain("broken");
        result.Error.ShouldNotContain("b.ipynb:");
    }

    [Fact]
    public async Task Run_TwoThatWaitForEachOther_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", "b.ipynb", ("1", null));
        Write(folder, "b.ipynb", "a.ipynb#tag", ("1", null));

        DigitsResult result = await Run("notebook", "run", folder.At("a.ipynb"), folder.At("b.ipynb"));

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("which waits for it");
    }

    private static Task<DigitsResult> Run(params string[] arguments) => DigitsProcess.RunAsync(arguments, cancellationToken: Stop);

    private static string Write(TemporaryFolder folder, string name, params (string Code, string? Tag)[] cells) =>
        Write(folder, name, runsAfter: null, cells);

    private static string Write(TemporaryFolder folder, string name, string? runsAfter, params (string Code, string? Tag)[] cells)
    {
        var notebook = new
        {
            cells = cells.Select(cell => new
            {
                cell_type = "code",
                execution_count = (int?)null,
                metadata = new { tags = cell.Tag is null ? Array.Empty<string>() : [cell.Tag] },
                outputs = Array.Empty<object>(),
                source = cell.Code,
            }),
            metadata = new
            {
                kernelspec = new { display_name = ".NET (C#)", language = "C#", name = ".net-csharp" }, runs_after = runsAfter,
            },
            nbformat = 4,
            nbformat_minor = 4,
        };
        string path = folder.At(name);
        File.WriteAllText(path, JsonSerializer.Serialize(notebook));
        return path;
    }
}
