using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hosts.Tests.VsCode;

/// <summary>Notebooks and cells that are not as they should be: each is told in the notebook or by one message.</summary>
[Collection(VsCodeCollection.Name)]
public sealed class BadInputInVsCodeTests(VsCodeServer server)
{
    [Fact]
    public async Task Cell_ThatPrintsAHundredThousandLines_IsShownShortenedAndKeptWhole()
    {
        await using VsCodeWindow window = await server.OpenCellsAsync(
            "lines", "for (int line = 1; line <= 100_000; line++) Console.WriteLine($\"line {line}\");", "6 * 7");
        await window.RunAsync(0);
        await Expect(window.OutputWith("line 100000")).ToContainTextAsync("Output is truncated");

        await window.RunAsync(1);
        await Expect(window.OutputWith("42")).ToBeVisibleAsync();
        await window.SaveAsync();

        window.Saved()[0].PlainLines.ShouldBe(Enumerable.Range(1, 100_000).Select(line => $"line {line}"));
        window.Saved()[0].Outputs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Notebook_WithoutMetadata_IsMadeACSharpOne()
    {
        await using VsCodeWindow window = await server.OpenTextAsync("plain.ipynb", """
            {
              "cells": [{ "cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": "var n = 41;\nn + 1" }],
              "metadata": {}, "nbformat": 4, "nbformat_minor": 4
            }
            """);
        await window.ClickRunAsync(0);
        ILocator message = window.Message("This cell is a Python cell");
        await message.GetByRole(AriaRole.Button, new() { Name = "Make this a C# notebook" }).ClickAsync();
        await Expect(window.Row(0).Locator(".cell-status-right")).ToHaveTextAsync("C# notebook");
        await Expect(message).ToHaveCountAsync(0);

        await window.RunAsync(0);

        await Expect(window.OutputWith("42")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Notebook_OpenInAnotherWindow_IsToldInTheSecond()
    {
        await using VsCodeWindow first = await server.OpenCellsAsync("twice", "6 * 7");
        await Expect(first.Kernel).ToBeVisibleAsync();

        await using VsCodeWindow second = await server.OpenCellsAsync("twice", "6 * 7");

        await Expect(second.Message("twice.ipynb is open in another window too")).ToBeVisibleAsync();
    }
}
