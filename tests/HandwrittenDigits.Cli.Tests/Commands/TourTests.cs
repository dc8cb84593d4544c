using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class TourTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Tour_Notebooks_BecomePagesAndStayAsTheyWere()
    {
        string first = await WriteNotebookAsync("01-first.ipynb", "1 + 1");
        await WriteNotebookAsync("02-last.ipynb", "\\\"here\\\".ToUpper()");
        string before = await File.ReadAllTextAsync(first, cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(
            ["tour", "--notebooks", folder.At("notebooks"), "--output", folder.At("pages"), "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("draw").GetString().ShouldBe(folder.At("pages/02-last.html"));
        (await File.ReadAllTextAsync(folder.At("pages/02-last.html"), cancellation)).ShouldContain("HERE");
        (await File.ReadAllTextAsync(first, cancellation)).ShouldBe(before);
    }

    [Fact]
    public async Task Tour_ACellThatFails_SaysWhichAndFails()
    {
        await WriteNotebookAsync("01-first.ipynb", "throw new Exception(\\\"no luck\\\");");

        DigitsResult result = await DigitsProcess.RunAsync(
            ["tour", "--notebooks", folder.At("notebooks"), "--output", folder.At("pages")], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Error.ShouldContain("no luck");
        result.Error.ShouldContain("cell 1");
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tour_NoNotebooks_SaysWhere()
    {
        Directory.CreateDirectory(folder.At("notebooks"));

        DigitsResult result =
            await DigitsProcess.RunAsync(["tour", "--notebooks", folder.At("notebooks")], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(folder.At("notebooks"));
    }

    private async Task<string> WriteNotebookAsync(string name, string source)
    {
        Directory.CreateDirectory(folder.At("notebooks"));
        string path = Path.Combine(folder.At("notebooks"), name);
        await File.WriteAllTextAsync(
            path,
            $$"""
            { "nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
              { "cell_type": "code", "id": "a", "metadata": {}, "execution_count": null, "outputs": [], "source": "{{source}}" } ] }
            """,
            cancellation);
        return path;
    }
}
