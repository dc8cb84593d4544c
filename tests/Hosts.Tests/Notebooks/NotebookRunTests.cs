using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
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
        Text(cells[2], "train-images-idx3-ubyte +440fcabf73cc546f", "t10k-labels-idx1-ubyte +f7ae60f92e00ec6d");
        Text(cells[3], "000008030000EA600000001C0000001C", "magic number 0x803, 60,000 images of 28 × 28 pixels");
        Text(cells[4], @"=#%%%%#:");
        Text(cells[5], "the same 784 bytes: True; its label, from the other file, is 5");
        Text(cells[6],
            @"MNIST train +\[60000, 28, 28\] uint8 +\[60000\] uint8 +539 +0\.131",
            @"MNIST test +\[10000, 28, 28\] uint8 +\[10000\] uint8 +297 +0\.133");
        Text(cells[7], "5, 0, 4, 1, 9, 2, 1, 3, 1, 4");
        Text(cells[8], "row 9 +156 +107 +253 +253 +205");
        Text(cells[9], "^240$");
        Html(cells[10], "image", 100);
        Text(cells[11], "1 +6742");
        Html(cells[11], "[data-hd-chart]", 1);
        Text(cells[12], "6,742 of digit 1, 5,421 of digit 5: 1.24 times as many");
        Text(cells[13], "1 +11.24 +11.35");
        Text(cells[14], @"\[60000, 1, 28, 28\] Byte", @"\[128, 1, 28, 28\] Float32, up to 1");
        Text(cells[15], @"7840 values from 0 to 2\d\d");
        Html(cells[15], "[data-hd-chart]", 1);
        Text(cells[16], "14 +0.3");
        Html(cells[17], "image", 40);
        Text(cells[18], "0 writers are in both sets");
        cells.Count.ShouldBe(19);
    }

    [Fact]
    public async Task Preprocessing_OnRealStrokes_ShowsEachStepAndWhyItMatters()
    {
        IReadOnlyList<RunCell> cells = await CellsAsync("02-preprocessing");

        Start(cells[0]);
        Text(cells[2], "600 drawings, made with: apa, ");
        Text(cells[3], "350 wide, 490 high");
        Text(cells[8], @"moved by \(-?\d\.\d\d, -?\d\.\d\d\) pixels");
        Text(cells[9], "largest difference of a pixel: [01] of 255");
        Html(cells[9], "image", 2);
        Text(cells[10], @"brings the centre of mass to \(14\.5, 14\.5\)");
        Html(cells[11], "image", 20);
        Text(cells[12], "480 × 360 pixels");
        Html(cells[14], "image", 4);
        Html(cells[15], "image", 3);
        Text(cells[15], "7: [0-9.]+ %");
        Html(cells[16], "image", 20);
        Number(cells[17], @"prepared as in training +600 +([\d.]+) %").ShouldBeGreaterThan(
            Number(cells[17], @"squashed to 28 × 28 +600 +([\d.]+) %") + 5);
        Text(cells[18], "measured: mean 0.1307, standard deviation 0.3081", "library:  mean 0.1307, standard deviation 0.3081");
        Text(cells[19], "MNIST train, 10,000 to validate on");
        Html(cells[20], "image", 12);
        Html(cells[21], "image", 40);
        Html(cells[22], "image", 20);
        cells.Count.ShouldBe(23);
    }

    [Fact]
    public async Task Training_OnMnist_ShowsAStepAndTheLoop_ThenComparesStopsAndGoesOn()
    {
        IReadOnlyList<RunCell> cells = await CellsAsync("03-training");

        Start(cells[0]);
        Text(cells[2], @"50,000 digits to learn from, 10,000 to choose by \(MNIST\)");
        Text(cells[4], "in all +61,426");
        Text(cells[5], "conv3 +1 × 96 × 7 × 7", "head +1 × 10");
        Html(cells[6], "svg", 1);
        Text(cells[7], "in all +61,426 +4,190,496");
        Number(cells[8], @"by hand ([\d.]+)").ShouldBe(Number(cells[8], @"by TorchSharp ([\d.]+)"));
        Html(cells[9], "[data-hd-chart]", 1);
        Number(cells[10], @"before the step ([\d.]+)").ShouldBeGreaterThan(Number(cells[10], @"after it ([\d.]+)"));
        Html(cells[11], "[data-hd-chart]", 1);
        Number(cells[14], @"of the last ten ([\d.]+)").ShouldBeLessThan(0.3);
        Number(cells[15], @"([\d.]+) % of the validation digits").ShouldBeGreaterThan(95);
        double[] rates =
        [
            .. Regex.Matches(cells[16].Text, @"([\d.]+) % right")
                .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
        ];
        rates.Length.ShouldBe(3);
        rates[1].ShouldBeGreaterThan(Math.Max(rates[0], rates[2]) + 5);
        Number(cells[17], @"as they are: .* ([\d.]+) % of the digits it has not seen")
            .ShouldBeLessThan(Number(cells[17], @"changed: .* ([\d.]+) % of the digits it has not seen"));
        Number(cells[18], @"baseline: Complete: 1 epoch\..* ([\d.]+) % right").ShouldBeGreaterThan(98);
        Html(cells[18], "[role=progressbar][aria-valuenow='100']", 1);
        Text(cells[19], "mean 9[5-9].*, standard deviation 0");
        Html(cells[20], "[role=progressbar][aria-valuenow='100']", 2);
        Text(cells[21], "convolutions +– ", "perceptron +Network Sequential");
        Html(cells[22], "[data-hd-chart]", 1);
        Text(cells[23], "Interrupted", "stopped after 1 of 2 epochs");
        Text(cells[24], "Complete: 2 epochs");
        string uninterrupted = Regex.Match(cells[25].Text, @"convolutions +– +(61,426 +\S+ % +\S+)").Groups[1].Value;
        uninterrupted.ShouldNotBeEmpty();
        Text(cells[25], $"interrupted +– +{Regex.Escape(uninterrupted)}");
        Text(cells[26], "checkpoint.safetensors", "model.safetensors", "events.out.tfevents");
        Html(cells[27], "[data-digit-pad]", 1);
        cells.Count.ShouldBe(28);
    }

    [Fact]
    public async Task Evaluation_OfTheRunBefore_ComesByHandToWhatTheLibrarySays()
    {
        IReadOnlyList<RunCell> cells = await CellsAsync("04-evaluation");

        Start(cells[0]);
        Text(cells[1], @"the model of run \S+-baseline: 61,426 parameters");
        double accuracy = Number(cells[4], @"([\d.]+) %$");
        accuracy.ShouldBeGreaterThan(98.3);
        Number(cells[6], @"MNIST test +10,000 +([\d.]+) %").ShouldBe(accuracy);
        Text(cells[6], Regex.Match(cells[5].Text, @"[\d.]+").Value);
        Html(cells[7], "[data-hd-chart]", 1);
        Number(cells[8], @"precision ([\d.]+) %").ShouldBe(Number(cells[9], @"7 +1,028 +([\d.]+) %"));
        Number(cells[10], @"expected calibration error ([\d.]+)").ShouldBe(Number(cells[6], @"([\d.]+)$"), 0.0002);
        Html(cells[11], "[data-hd-chart]", 1);
        Text(cells[12], @"before +1\.000", "after +");
        Text(cells[13], "Expected calibration error");
        Html(cells[14], "image", 20);
        Html(cells[15], "image", 32);
        Html(cells[16], "image", 24);
        Html(cells[17], "image", 24);
        Html(cells[18], "image", 12);
        Html(cells[19], "image", 23);
        Number(cells[19], @"as they are +([\d.]+) %").ShouldBeGreaterThan(98);
        Number(cells[19], @"rotation: 20 degrees, to either side +([\d.]+) %").ShouldBeInRange(80, 99.9);
        Number(cells[20], @"2\.3 +([\d.]+) %").ShouldBeGreaterThan(90);
        Text(cells[21], "unsure");
        cells.Count.ShouldBe(22);
    }

    [Fact]
    public async Task Drawing_OnRealStrokes_TeachesTheirHandAndEndsInThePad()
    {
        IReadOnlyList<RunCell> cells = await CellsAsync("05-drawing");

        Start(cells[0]);
        Text(cells[1], @"the model of run \S+-baseline: 61,426 parameters");
        Html(cells[2], "[data-digit-pad]", 1);
        Html(cells[3], "image", 30);
        Text(cells[5], @"1: \d+ %, 7: \d+ %");
        Number(cells[6], @"it has not seen, after +\d+ +([\d.]+) %").ShouldBeGreaterThanOrEqualTo(
            Number(cells[6], @"it has not seen, before +\d+ +([\d.]+) %") - 1);
        Text(cells[7], "Drawing pad");
        Html(cells[7], "[data-digit-pad]", 1);
        cells.Count.ShouldBe(8);
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
        using IHtmlDocument page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(cell.Html);
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
