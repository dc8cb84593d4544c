using System.Globalization;
using System.Text.RegularExpressions;
using HandwrittenDigits.Testing;

namespace Hosts.Tests.Notebooks;

/// <summary>What each cell of the five notebooks shows on real data: that it is what it should be, not merely that it ran.</summary>
[Collection(NotebookRunCollection.Name)]
public sealed class NotebookRunTests(NotebookRun run)
{
    [Fact]
    public async Task Loading_OnMnist_ShowsWhatMnistIs()
    {
        IReadOnlyList<RunCell> cells = await CellsAsync("01-loading");

        Start(cells[0]);
        Text(cells[1], "train-images-idx3-ubyte +440fcabf73cc546f", "t10k-labels-idx1-ubyte +f7ae60f92e00ec6d");
        Text(cells[2], @"MNIST train +\[60000, 28, 28\] uint8 +\[60000\] uint8 +539 +0\.131", @"MNIST test +\[10000, 28, 28\] uint8 +\[10000\] uint8 +297 +0\.133");
        Text(cells[3], "5, 0, 4, 1, 9, 2, 1, 3, 1, 4");
        Text(cells[4], "row 9 +156 +107 +253 +253 +205");
        Text(cells[5], "^240$");
        Html(cells[6], "image", 100);
        Text(cells[7], "from 5,421 of digit 5 to 6,742 of digit 1", "1 +11.24 +11.35");
        Html(cells[8], "image", 40);
        Text(cells[9], @"\[1000, 1, 28, 28\] Byte", @"\[128, 1, 28, 28\] Float32");
        cells.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Preprocessing_OnRealStrokes_ShowsEachStepAndWhyItMatters()
    {
        IReadOnlyList<RunCell> cells = await CellsAsync("02-preprocessing");

        Start(cells[0]);
        Text(cells[1], "600 drawings");
        Text(cells[2], @"brings the centre of mass to \(14\.5, 14\.5\)");
        Html(cells[2], "image", 2);
        Text(cells[3], @"centre of mass: \(1\d\.\d\d, 1\d\.\d\d\)");
        Html(cells[4], "image", 20);
        Html(cells[5], "image", 3);
        Html(cells[6], "image", 20);
        Number(cells[7], @"prepared as in training +600 +([\d.]+) %").ShouldBeGreaterThan(Number(cells[7], @"squashed to 28 × 28 +600 +([\d.]+) %") + 5);
        Text(cells[8], "mean 0.1307, standard deviation 0.3081");
        Text(cells[9], "MNIST train, 10,000 to validate on");
        Html(cells[10], "image", 40);
        Html(cells[11], "image", 20);
        cells.Count.ShouldBe(12);
    }

    [Fact]
    public async Task Training_OnMnist_LearnsComparesStopsAndGoesOn()
    {
        IReadOnlyList<RunCell> cells = await CellsAsync("03-training");

        Start(cells[0]);
        Text(cells[1], "in all +61,426 +4,190,496");
        Text(cells[3], @"50,000 digits to learn from, 10,000 to choose by \(MNIST\)");
        Number(cells[4], @"baseline: Complete: 1 epoch\..* ([\d.]+) % of the validation digits right").ShouldBeGreaterThan(98);
        Html(cells[4], "[role=progressbar][aria-valuenow='100']", 1);
        Html(cells[5], "[role=progressbar][aria-valuenow='100']", 3);
        Text(cells[6], "as-it-is +– ", "slow +LearningRate 0.0005", "no-augmentation +Augmentation none");
        Html(cells[7], "[data-hd-chart]", 1);
        Text(cells[8], "Interrupted", "stopped after 1 of 2 epochs");
        Text(cells[9], "Complete: 2 epochs");
        string asItIs = Regex.Match(cells[10].Text, @"as-it-is +– +(61,426 +\S+ % +\S+)").Groups[1].Value;
        asItIs.ShouldNotBeEmpty();
        Text(cells[10], $"interrupted +– +{Regex.Escape(asItIs)}");
        Text(cells[11], "checkpoint.safetensors", "model.safetensors", "events.out.tfevents");
        cells.Count.ShouldBe(12);
    }

    [Fact]
    public async Task Evaluation_OfTheRunBefore_ShowsHowWellItReads()
    {
        IReadOnlyList<RunCell> cells = await CellsAsync("04-evaluation");

        Start(cells[0]);
        Text(cells[1], @"the model of run \S+-baseline: 61,426 parameters");
        double accuracy = Number(cells[3], @"MNIST test +10,000 +([\d.]+) %");
        accuracy.ShouldBeGreaterThan(98.3);
        Text(cells[4], $"{10_000 * accuracy / 100:N0} of 10,000 were right");
        Html(cells[4], "[data-hd-chart]", 1);
        Text(cells[5], @"9 +1,009 +9\d\.\d\d %");
        Text(cells[6], @"before +1\.000", "after +");
        Text(cells[7], "Expected calibration error");
        Html(cells[8], "image", 20);
        Html(cells[9], "image", 24);
        Html(cells[10], "image", 24);
        Html(cells[11], "image", 24);
        Html(cells[12], "image", 12);
        Number(cells[13], @"none +([\d.]+) %").ShouldBeGreaterThan(98);
        Number(cells[13], @"rotation: 20 degrees, to either side +([\d.]+) %").ShouldBeInRange(80, 99.9);
        Number(cells[14], @"2\.3 +([\d.]+) %").ShouldBeGreaterThan(90);
        Text(cells[15], "unsure");
        cells.Count.ShouldBe(16);
    }

    [Fact]
    public async Task Drawing_OnRealStrokes_TeachesTheirHandAndEndsInThePad()
    {
        IReadOnlyList<RunCell> cells = await CellsAsync("05-drawing");

        Start(cells[0]);
        Text(cells[1], "the model that comes with the library");
        Html(cells[2], "image", 30);
        Text(cells[3], @"1\?, 7\?");
        Number(cells[4], @"it has not seen, after +\d+ +([\d.]+) %").ShouldBeGreaterThanOrEqualTo(Number(cells[4], @"it has not seen, before +\d+ +([\d.]+) %") - 1);
        Text(cells[5], "Drawing pad");
        Html(cells[5], "[data-digit-pad]", 1);
        cells.Count.ShouldBe(6);
    }

    private static void Start(RunCell cell)
    {
        Text(cell, @"Runs in: this project's kernel", "MNIST: at hand");
        cell.Html.ShouldContain("DecompressionStream");
    }

    private static void Text(RunCell cell, params string[] patterns)
    {
        foreach (string pattern in patterns)
        {
            Regex.IsMatch(cell.Text, pattern).ShouldBeTrue($"{pattern} is not in the output of\n{cell.Source}\nwhich is\n{cell.Text}");
        }
    }

    private static double Number(RunCell cell, string pattern)
    {
        Match match = Regex.Match(cell.Text, pattern);
        match.Success.ShouldBeTrue($"{pattern} is not in the output of\n{cell.Source}\nwhich is\n{cell.Text}");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static void Html(RunCell cell, string selector, int count)
    {
        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(cell.Html);
        int found = page.QuerySelectorAll(selector).Length;
        found.ShouldBe(count, $"of {selector} in the output of\n{cell.Source}");
    }

    private async Task<IReadOnlyList<RunCell>> CellsAsync(string name)
    {
        Assert.SkipUnless(RealData.HasAll, RealData.NeedsAll);
        IReadOnlyList<RunCell> cells = await run.CellsAsync(name);
        string.Concat(cells.Select(cell => cell.Complaints)).ShouldBeEmpty();
        return cells;
    }
}
