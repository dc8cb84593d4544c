using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Tests.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace HandwrittenDigits.Tests.Inference;

public sealed class ManagedNetworkTests
{
    private const int Count = 24;

    private const double Tolerance = 1e-4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, DigitCnnOptions> Shapes => new()
    {
        { "small", DigitCnnOptions.Small },
        { "wide", DigitCnnOptions.Wide },
        { "deep", DigitCnnOptions.Deep },
        { "odd channels", new() { Blocks = [new(7, Kernel: 3, Pool: true), new(13, Kernel: 5, Pool: true), new(9)] } },
        { "odd vectors", new() { Blocks = [new(40, Kernel: 3, Stride: 2), new(80, Pool: true)] } },
        { "one channel", new() { Blocks = [new(1, Kernel: 1), new(1, Kernel: 7, Stride: 3, Pool: true)] } },
        { "strides", new() { Blocks = [new(16, Kernel: 5, Stride: 3), new(20, Kernel: 3, Stride: 2)] } },
        { "unpadded", new() { Blocks = [new(16, Kernel: 5, Pool: true) { Padding = 0 }, new(20, Kernel: 5) { Padding = 1 }] } },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Logits_OfAnyShapeInVectorsOfEitherWidth_AreTorchSharps(string name, DigitCnnOptions options)
    {
        using DigitCnn network = RandomNetworks.Create(options);
        FoldedNetwork folded = RandomNetworks.Fold(network);
        byte[] pixels = RandomPixels(Count);
        float[] expected = TorchLogits(network, pixels);

        foreach (bool wideVectors in new[] { false, true })
        {
            float[] found = new ManagedNetwork(folded, wideVectors).LogitsBatch(pixels, cancellationToken: Cancellation);

            found.Length.ShouldBe(Count * DigitDataset.ClassCount);
            for (int i = 0; i < found.Length; i++)
            {
                found[i].ShouldBe(expected[i], Tolerance, $"{name}, wide vectors: {wideVectors}");
            }
        }
    }

    [Fact]
    public void Logits_OfBytesAndOfNumbers_AreTheSame()
    {
        ManagedNetwork managed = Small();
        byte[] pixels = RandomPixels(1);
        float[] fromNumbers = new float[DigitDataset.ClassCount];

        managed.Logits(Array.ConvertAll(pixels, pixel => pixel / 255f), fromNumbers);

        float[] fromBytes = managed.Logits(new DigitImage(pixels));
        for (int i = 0; i < fromBytes.Length; i++)
        {
            fromNumbers[i].ShouldBe(fromBytes[i], 1e-5);
        }
    }

    [Fact]
    public void LogitsBatch_OnManyThreads_IsBitIdenticalToOne()
    {
        ManagedNetwork managed = Small();
        byte[] pixels = RandomPixels(200);

        managed.LogitsBatch(pixels, threads: 8, cancellationToken: Cancellation)
            .ShouldBe(managed.LogitsBatch(pixels, cancellationToken: Cancellation));
    }

    [Fact]
    public void Logits_OnceWarm_AllocateNothing()
    {
        ManagedNetwork managed = Small();
        byte[] pixels = RandomPixels(1);
        float[] logits = new float[DigitDataset.ClassCount];
        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            managed.Logits(pixels, logits);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The runtime counts the rest of a thread's allocation buffer as allocated when a collection takes it away, and other tests
        // collect: what each call really allocates is what the least of them did.
        Enumerable.Range(0, 100).Min(_ => Allocated()).ShouldBe(0);
    }

    [Fact]
    public void Logits_OfThingsThatAreNoImage_AreRefused()
    {
        ManagedNetwork managed = Small();

        Should.Throw<ArgumentException>(() => managed.Logits(new byte[783], new float[10])).Message.ShouldContain("not 783");
        Should.Throw<ArgumentException>(() => managed.Logits(new float[784], new float[9])).Message.ShouldContain("room for 9");
        Should.Throw<ArgumentException>(() => managed.LogitsBatch(new byte[1000])).Message.ShouldContain("1000 bytes");
    }

    internal static byte[] RandomPixels(int count)
    {
        byte[] pixels = new byte[count * DigitImage.PixelCount];
        new Random(5).NextBytes(pixels);
        return pixels;
    }

    internal static float[] TorchLogits(torch.nn.Module<Tensor, Tensor> network, byte[] pixels)
    {
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            Tensor images = tensor(Array.ConvertAll(pixels, pixel => pixel / 255f)).reshape(-1, 1, DigitImage.Side, DigitImage.Side);
            return [.. network.call(images).data<float>()];
        }
    }

    private static ManagedNetwork Small()
    {
        using DigitCnn network = RandomNetworks.Create(DigitCnnOptions.Small);
        return new ManagedNetwork(RandomNetworks.Fold(network));
    }
}
