namespace KernelBenchmarks;

/// <summary>A cell that does not end by itself within the time that a measurement takes, to be interrupted.</summary>
/// <param name="What">What it is called in the table.</param>
/// <param name="Code">The cell.</param>
internal sealed record EndlessCell(string What, string Code)
{
    /// <summary>How many outputs it has by the time that it is well under way.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>What runs between two interrupts, not measured; nothing by default.</summary>
    public string Afterwards { get; init; } = "";

    /// <summary>Loops of plain C#.</summary>
    public static IReadOnlyList<EndlessCell> Loops { get; } =
    [
        .. new[] { "", "System.Threading.Thread.Sleep(10);", "await Task.Delay(10);" }
            .Select(body => new EndlessCell($"`while (true) {{ {body} }}`", $"Console.WriteLine(1); while (true) {{ {body} }}")),
    ];

    /// <summary>What has to run once before <see cref="Trainings"/>.</summary>
    public static string TrainingSetup { get; } =
        """
        #r "nuget: HandwrittenDigits.Notebooks"
        using HandwrittenDigits.Data;
        using HandwrittenDigits.Modeling;
        using HandwrittenDigits.Notebooks.Monitoring;
        using HandwrittenDigits.Training;
        using TorchSharp;
        using static TorchSharp.torch;

        var mnist = await Mnist.LoadAsync();
        var split = DatasetSplit.Stratified(mnist.Train, 1.0 / 6, seed: 1);
        var all = new TrainingData(split.Train, split.Validation);
        var few = new TrainingData(split.Train.Take(2_560), split.Validation.Take(500));
        var options = new TrainingOptions { Epochs = 1, Threads = 1 };
        var images = new DigitTensors(all.Train);
        var network = new DigitCnn();
        var optimizer = optim.AdamW(network.parameters());
        var ended = new System.Threading.ManualResetEventSlim();

        // Not of the cell's own code, so that it is not what stops the training.
        IProgress<TrainingProgress> Telling() =>
            new Progress<TrainingProgress>(step => { if (step.Batch == 10) Console.WriteLine(step.Loss); });
        """;

    /// <summary>Trainings on MNIST, as cells have them.</summary>
    public static IReadOnlyList<EndlessCell> Trainings { get; } =
    [
        new(
            "a training loop written in the cell",
            """
            for (var step = 0; ; step++)
            {
                using var scope = NewDisposeScope();
                var start = step % 300 * 128;
                var logits = network.call(images.Slice(start, 128));
                var loss = nn.functional.cross_entropy(logits, images.Labels.slice(0, start, start + 128, 1));
                optimizer.zero_grad();
                loss.backward();
                optimizer.step();
                if (step == 10) Console.WriteLine(loss.item<float>());
            }
            """),
        new("`Trainer.Train` with `Cell.CancellationToken`",
            "new Trainer(options).Train(all, progress: Telling(), cancellation: Cell.CancellationToken);"),
        new("`Trainer.Train` without a token",
            "ended.Reset(); try { new Trainer(options).Train(few, progress: Telling()); } finally { ended.Set(); }")
        {
            // It is left behind: the next one is to have the processor to itself.
            Afterwards = "ended.Wait();",
        },
        new("`MonitoredRun.Start`, as the notebooks train", "MonitoredRun.Start(\"runs\", \"interrupted\", options, all)") { Outputs = 3 },
    ];
}
