using System.Text.Json;

namespace Hosts.Tests.Jupyter;

/// <summary>Whole notebooks through Debian's <c>nbconvert --execute</c>, which runs them with <c>nbclient</c>.</summary>
public sealed class NbconvertTests(JupyterInstallation jupyter)
{
    [Fact]
    public async Task Execute_Notebook_WritesItsOutputs()
    {
        Assert.SkipWhen(jupyter.Missing is not null, jupyter.Missing ?? "");
        string notebook = NotebookFile.Write(jupyter.Folder, "plain", "var x = 20;", "Console.WriteLine(\"shown\");", "x + 22");

        CompletedProcess run = await ExecuteAsync(notebook);

        run.ExitCode.ShouldBe(0, run.Error);
        using var executed = JsonDocument.Parse(await File.ReadAllTextAsync(notebook, TestContext.Current.CancellationToken));
        JsonElement cells = executed.RootElement.GetProperty("cells");
        cells[1].GetProperty("outputs")[0].GetProperty("text").ToString().ShouldContain("shown");
        cells[2].GetProperty("outputs")[0].GetProperty("data").GetProperty("text/plain").ToString().ShouldContain("42");
        cells[2].GetProperty("execution_count").GetInt32().ShouldBe(3);
        executed.RootElement.GetProperty("metadata").GetProperty("kernelspec").GetProperty("name").GetString().ShouldBe(".net-csharp");
    }

    [Fact]
    public async Task Execute_CellThatFails_StopsWithItsError()
    {
        Assert.SkipWhen(jupyter.Missing is not null, jupyter.Missing ?? "");
        string notebook = NotebookFile.Write(jupyter.Folder, "failing", "throw new Exception(\"on purpose\");", "1");

        CompletedProcess run = await ExecuteAsync(notebook);

        run.ExitCode.ShouldNotBe(0);
        run.Error.ShouldContain("on purpose");
    }

    [Fact]
    public async Task Execute_CellThatExitsTheProcess_FailsInsteadOfHanging()
    {
        Assert.SkipWhen(jupyter.Missing is not null, jupyter.Missing ?? "");
        string notebook = NotebookFile.Write(jupyter.Folder, "exiting", "Environment.Exit(5);", "1");

        CompletedProcess run = await ExecuteAsync(notebook);

        run.ExitCode.ShouldNotBe(0);
        run.Error.ShouldContain("exit code 5");
    }

    private Task<CompletedProcess> ExecuteAsync(string notebook) =>
        jupyter.RunPythonAsync(
            "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace",
            $"--ExecutePreprocessor.startup_timeout={JupyterInstallation.Patience}", notebook);
}
