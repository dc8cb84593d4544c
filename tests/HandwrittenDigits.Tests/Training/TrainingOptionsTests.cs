using System.Text.Json;
using CsCheck;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Tests.Training;

public sealed class TrainingOptionsTests
{
    public static TheoryData<TrainingOptions> OutOfRange => new(
        new TrainingOptions { Epochs = 0 },
        new TrainingOptions { BatchSize = 1 },
        new TrainingOptions { LearningRate = 0 },
        new TrainingOptions { LearningRate = double.NaN },
        new TrainingOptions { WarmUp = 1 },
        new TrainingOptions { Schedule = LearningRateSchedule.Constant, CoolDown = -0.1 },
        new TrainingOptions { Schedule = LearningRateSchedule.Constant, WarmUp = 0.5, CoolDown = 0.6 },
        new TrainingOptions { Schedule = LearningRateSchedule.OneCycle, CoolDown = 0.1 },
        new TrainingOptions { WeightDecay = -1 },
        new TrainingOptions { FreezeOut = -0.1 },
        new TrainingOptions { FreezeOut = 1 },
        new TrainingOptions { LabelSmoothing = 1 },
        new TrainingOptions { Dropout = 1 },
        new TrainingOptions { Ema = 1 },
        new TrainingOptions { SyntheticPerEpoch = -1 },
        new TrainingOptions { NonDigitsPerEpoch = -1 },
        new TrainingOptions { Threads = -1 },
        new TrainingOptions { Schedule = (LearningRateSchedule)9 },
        new TrainingOptions { Monitor = (MonitoredMetric)9 },
        new TrainingOptions { Device = " " },
        new TrainingOptions { Augmentation = new AugmentationOptions { RotationDegrees = double.NaN } },
        new TrainingOptions { Optimizer = (OptimizerKind)9 },
        new TrainingOptions { Momentum = 1 },
        new TrainingOptions { Nesterov = true, Momentum = 0 },
        new TrainingOptions { Network = new DigitCnnOptions { Blocks = [] } },
        new TrainingOptions { Network = new DigitCnnOptions { Blocks = [new(8) { Padding = 2 }] } },
        new TrainingOptions { Network = new DigitCnnOptions { Blocks = [new(8) { Padding = -1 }] } },
        new TrainingOptions
        {
            Network = new DigitCnnOptions { Blocks = [new(8, Stride: 9), new(8, Kernel: 7, Stride: 5) { Padding = 0 }] },
        },
        new TrainingOptions
        {
            Network = new DigitCnnOptions
            {
                Blocks = [new(8, Stride: 2, Pool: true), new(8, Stride: 2, Pool: true), new(8, Pool: true), new(8, Pool: true)],
            },
        });

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Validate_OutOfRange_Throws(TrainingOptions options) => Should.Throw<ArgumentException>(options.Validate);

    [Fact]
    public void Validate_Defaults_ArePossible() => new TrainingOptions().Validate();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ComputesInBFloat16_OnTheProcessor_IsWhatLinuxSaysOfIt(bool mixedPrecision)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says what the processor has, in /proc/cpuinfo.");

        new TrainingOptions { MixedPrecision = mixedPrecision }.ComputesInBFloat16()
            .ShouldBe(mixedPrecision && File.ReadAllText("/proc/cpuinfo").Split().Contains("avx512_bf16"));
    }

    [Fact]
    public void ComputesInBFloat16_OnAGpu_IsAsAskedFor() =>
        new TrainingOptions { MixedPrecision = true, Device = "cuda:0" }.ComputesInBFloat16().ShouldBeTrue();

    [Fact]
    public void Json_ThereAndBack_IsTheSame()
    {
        var options = new TrainingOptions
        {
            Network = new() { Blocks = [new(8, Kernel: 5) { Padding = 0 }, .. DigitCnnOptions.Wide.Blocks] },
            Schedule = LearningRateSchedule.Cosine,
            Monitor = MonitoredMetric.ValidationLoss,
            Augmentation = AugmentationOptions.None,
            Seed = -7,
        };

        TrainingJson.Deserialize<TrainingOptions>(TrainingJson.Serialize(options)).ShouldBe(options);
    }

    [Fact]
    public void Json_BlockWithoutPadding_HasHalfOfItsKernel() =>
        TrainingJson.Deserialize<DigitCnnOptions>("""{"blocks": [{"channels": 8, "kernel": 7}]}""").Blocks.ShouldBe([new(8, Kernel: 7)]);

    [Fact]
    public void Json_NameThatThereIsNot_IsAnError() =>
        Should.Throw<JsonException>(() => TrainingJson.Deserialize<TrainingOptions>("""{"epoch": 3}""")).Message.ShouldContain("epoch");

    [Theory]
    [InlineData(MonitoredMetric.ValidationAccuracy, 3)]
    [InlineData(MonitoredMetric.ValidationLoss, 4)]
    public void Best_ByTheMonitoredMetric_IsTheFirstOfThoseThatTheOtherCannotPart(MonitoredMetric monitor, int best)
    {
        (double Loss, double Accuracy)[] epochs =
            [(double.NaN, 0.1), (0.3, 0.9), (0.2, 0.95), (0.1, 0.94), (0.2, 0.95), (0.1, 0.93), (0.1, 0.94)];

        new TrainingOptions { Monitor = monitor }
            .Best(epochs.Select((epoch, i) => new EpochMetrics(i + 1, 1, epoch.Loss, epoch.Accuracy, 0.01, 1, 1)))!
            .Epoch.ShouldBe(best);
    }

    [Fact]
    public void Best_OfNoEpoch_IsNone() => new TrainingOptions().Best([]).ShouldBeNull();

    [Fact]
    public void LearningRate_EverySchedule_StaysBetweenZeroAndThePeak() => Gen
        .Select(Gen.Enum<LearningRateSchedule>(), Gen.Double[0, 0.99], Gen.Double[0, 1], Gen.Long[1, 1000])
        .Sample((schedule, warmUp, rest, steps) =>
        {
            var options = new TrainingOptions { Schedule = schedule, WarmUp = warmUp, CoolDown = rest * (1 - warmUp), LearningRate = 0.5 };
            for (long step = 0; step < steps; step++)
            {
                LearningRate.At(options, step, steps).ShouldBeInRange(0, 0.5 + 1e-12);
            }
        });

    [Fact]
    public void LearningRate_OneCycle_PeaksAfterTheWarmUpAndEndsLow()
    {
        var options = new TrainingOptions { LearningRate = 1, WarmUp = 0.25 };

        LearningRate.At(options, 0, 101).ShouldBe(1.0 / 25, 1e-9);
        LearningRate.At(options with { WarmUp = 0.25 }, 25, 100).ShouldBe(1, 1e-9);
        LearningRate.At(options, 100, 101).ShouldBe(1.0 / 2500, 1e-9);
    }

    [Fact]
    public void LearningRate_Linear_FallsByTheSameEachStep()
    {
        var options = new TrainingOptions { LearningRate = 1, Schedule = LearningRateSchedule.Linear, WarmUp = 0 };

        LearningRate.At(options, 0, 101).ShouldBe(1, 1e-9);
        LearningRate.At(options, 25, 101).ShouldBe(0.75, 1e-9);
        LearningRate.At(options, 100, 101).ShouldBe(0, 1e-9);
    }

    [Theory]
    [InlineData(0.4, 39, 0)]
    [InlineData(0.4, 40, 1)]
    [InlineData(0.4, 59, 1)]
    [InlineData(0.4, 60, 2)]
    [InlineData(0.4, 80, 3)]
    [InlineData(0.4, 99, 3)]
    [InlineData(0, 99, 0)]
    public void FrozenBlocks_OfThree_StopOneAfterAnother(double freezeOut, long step, int frozen) =>
        LearningRate.FrozenBlocks(new TrainingOptions { FreezeOut = freezeOut }, step, 100).ShouldBe(frozen);

    [Fact]
    public void LearningRate_ConstantWithACoolDown_StaysAtThePeakAndThenFallsTowardsZero()
    {
        var options = new TrainingOptions { LearningRate = 1, Schedule = LearningRateSchedule.Constant, WarmUp = 0.1, CoolDown = 0.4 };

        LearningRate.At(options, 10, 100).ShouldBe(1);
        LearningRate.At(options, 60, 100).ShouldBe(1);
        LearningRate.At(options, 80, 100).ShouldBe(0.5, 1e-9);
        LearningRate.At(options, 99, 100).ShouldBeInRange(1e-6, 0.01);
        LearningRate.At(options with { CoolDown = 0 }, 99, 100).ShouldBe(1);
    }
}
