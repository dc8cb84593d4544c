using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Testing;
using HandwrittenDigits.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Tests.Training;

/// <summary>Any TorchSharp module, from training to a model that reads.</summary>
[Collection(LibTorchCollection.Name)]
public sealed class OwnNetworkTests
{
    public static TheoryData<string, Func<Module<Tensor, Tensor>>> Networks => new()
    {
        { "sequence", OwnNetworks.Sequence }, { "module with a forward of its own", () => new OwnNetworks.Residual() },
    };

    public static TheoryData<string, TrainingOptions> OfLibraryNetworks => new()
    {
        { "Dropout", new TrainingOptions { Dropout = 0.1 } }, { "MixedPrecision", new TrainingOptions { MixedPrecision = true } },
        { "FreezeOut", new TrainingOptions { FreezeOut = 0.5 } },
    };

    public static TheoryData<string, Func<Module<Tensor, Tensor>>> Wrong => new()
    {
        { "RegisterComponents()", () => new OwnNetworks.Unregistered() },
        { "Unregistered.conv, a Conv2d", () => new OwnNetworks.Unregistered() },
        { "ModuleList", () => new OwnNetworks.Listed() },
        { "no parameters", () => Sequential(ReLU()) },
        { "Layer 1, Linear(100, 10), can't take [2, 784]", () => Sequential(Flatten(), Linear(100, 10)) },
        { "Let it take 784 features", () => Sequential(Flatten(), Linear(100, 10)) },
        { "Put Flatten() before it, and let it take 3,456 features", () => Sequential(Conv2d(1, 6, 5), Sequential(Linear(100, 10))) },
        { "Layer 1.0, Linear", () => Sequential(Conv2d(1, 6, 5), Sequential(Linear(100, 10))) },
        { "Let it take 6 channels", () => Sequential(Conv2d(1, 6, 5), Conv2d(5, 6, 5)) },
        { "makes [2, 12]", () => Sequential(Flatten(), Linear(784, 12)) },
        { "End it with Flatten()", () => Sequential(Conv2d(1, 10, 28)) },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Train_OwnNetwork_LearnsAndIsSavedAndReads(string name, Func<Module<Tensor, Tensor>> network)
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path, "own");

        using TrainingResult result = new Trainer(TinyMnist.Options with { Epochs = 4 }, network).Train(data, run);

        result.Best.ValidationAccuracy.ShouldBeGreaterThan(0.7, name);
        run.ReadOptions().Network.ShouldBeNull();
        run.ReadParameterCount().ShouldBe(network().parameters().Sum(parameter => parameter.numel()));
        using var loaded = DigitModel.Load(run.ModelPath, network);
        EvaluationReport report = Evaluator.Evaluate(DigitClassifier.FromModel(loaded), data.Test!);
        report.Accuracy.ShouldBe(result.Test!.Accuracy);
        Differences(loaded, result.Model, data).ShouldBeLessThan(1e-5f);
        using DigitModel copy = loaded.Copy();
        Differences(copy, result.Model, data).ShouldBeLessThan(1e-5f);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Train_OwnNetworkStoppedAndResumed_EndsAsIfNeverStopped(string name, Func<Module<Tensor, Tensor>> network)
    {
        TrainingData data = await TinyMnist.LoadAsync();
        TrainingOptions options = TinyMnist.Options with { Epochs = 2 };
        using TrainingResult whole = new Trainer(options, network).Train(data);
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);
        using var stop = new CancellationTokenSource();
        var afterOne = new CallbackProgress(progress =>
        {
            if (progress is { Epoch: 2, Batch: 3 })
            {
                stop.Cancel();
            }
        });
        Should.Throw<OperationCanceledException>(() => new Trainer(options, network).Train(data, run, afterOne, stop.Token));

        using TrainingResult resumed = new Trainer(run.ReadOptions(), network).Train(data, run);

        Weights(resumed.Model).ShouldBe(Weights(whole.Model), name);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Trainer_NetworkThatCanNotRead_SaysAtOnceWhatToChange(string expected, Func<Module<Tensor, Tensor>> network) =>
        Should.Throw<InvalidNetworkException>(() => new Trainer(TinyMnist.Options, network)).Message.ShouldContain(expected);

    [Fact]
    public void Trainer_TheSameModuleEachTime_IsRefused()
    {
        using Sequential network = OwnNetworks.Sequence();

        Should.Throw<InvalidNetworkException>(() => new Trainer(TinyMnist.Options, () => network)).Message.ShouldContain(
            "same module each time");
    }

    [Theory]
    [MemberData(nameof(OfLibraryNetworks))]
    public void Trainer_OptionOfTheLibrarysNetworksForOneOfOnesOwn_IsNamed(string option, TrainingOptions options) =>
        Should.Throw<ArgumentException>(() => new Trainer(options, OwnNetworks.Sequence)).Message.ShouldStartWith(option);

    [Fact]
    public void Trainer_DropoutForANetworkOfOnesOwn_SaysWhereItBelongs() =>
        Should.Throw<ArgumentException>(() => new Trainer(TinyMnist.Options with { Dropout = 0.1 }, OwnNetworks.Sequence))
            .Message.ShouldContain("among its layers");

    [Fact]
    public async Task Train_FolderOfAnotherNetwork_IsRefused()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);
        new Trainer(TinyMnist.Options with { Epochs = 1 }, OwnNetworks.Sequence).Train(data, run).Dispose();

        Should.Throw<RunFolderException>(() => new Trainer(run.ReadOptions(), () => new OwnNetworks.Residual()).Train(data, run))
            .Message.ShouldContain("another network: Sequential");
        Should.Throw<ArgumentException>(() => new Trainer(run.ReadOptions())).Message.ShouldContain("give what makes it");
    }

    private static byte[] Weights(DigitModel model) => new SafetensorsFile(model.ToFile().Tensors).ToBytes();

    private static float Differences(DigitModel first, DigitModel second, TrainingData data)
    {
        IReadOnlyList<Prediction>[] read =
            [.. new[] { first, second }.Select(model => DigitClassifier.FromModel(model).ClassifyBatch(data.Test!))];
        return read[0].Zip(read[1], (a, b) => a.Logits.Zip(b.Logits, (x, y) => Math.Abs(x - y)).Max()).Max();
    }
}
