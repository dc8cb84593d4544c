using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Testing;
using HandwrittenDigits.Tests.Inference;
using HandwrittenDigits.Tests.Modeling;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace HandwrittenDigits.Tests.Interop;

public sealed class OnnxExporterTests
{
    [Theory]
    [MemberData(nameof(ManagedNetworkTests.Shapes), MemberType = typeof(ManagedNetworkTests))]
    public void ToBytes_InOnnxRuntime_GivesTorchSharpsLogits(string name, DigitCnnOptions options)
    {
        const int Count = 24;
        using DigitCnn network = RandomNetworks.Create(options);
        byte[] pixels = ManagedNetworkTests.RandomPixels(Count);
        float[] expected = ManagedNetworkTests.TorchLogits(network, pixels);

        float[] found = Run(OnnxExporter.ToBytes(RandomNetworks.Fold(network)), pixels);

        found.Length.ShouldBe(Count * DigitDataset.ClassCount);
        for (var i = 0; i < found.Length; i++)
        {
            found[i].ShouldBe(expected[i], 1e-4, name);
        }
    }

    [Fact]
    public void ToBytes_InOnnxRuntime_ReadsAllOfMnistsTestSetAsTheManagedNetworkDoes()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.Missing);
        DigitDataset test = IdxDigits.Load(
            Path.Combine(RealData.Mnist, "t10k-images-idx3-ubyte.gz"), Path.Combine(RealData.Mnist, "t10k-labels-idx1-ubyte.gz"), "MNIST test");
        using DigitCnn network = RandomNetworks.Create(DigitCnnOptions.Small);
        FoldedNetwork folded = RandomNetworks.Fold(network);
        float[] expected = new ManagedNetwork(folded).LogitsBatch(test.Pixels, threads: 2, TestContext.Current.CancellationToken);

        float[] found = Run(OnnxExporter.ToBytes(folded), test.Pixels.Span);

        found.Length.ShouldBe(10_000 * DigitDataset.ClassCount);
        found.Zip(expected, (onnx, managed) => Math.Abs(onnx - managed)).Max().ShouldBeLessThan(1e-4f);
    }

    [Fact]
    public void Export_WritesAFileThatSaysWhatGoesInAndOut()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("onnx").FullName, "digits.onnx");
        using DigitCnn network = RandomNetworks.Create(DigitCnnOptions.Small);
        FoldedNetwork folded = FoldedNetwork.FromSafetensors(
            RandomNetworks.ToSafetensors(network, new Dictionary<string, string> { ["labels"] = "[\"0\"]" }));

        OnnxExporter.Export(folded, path);

        using var session = new InferenceSession(path);
        session.InputMetadata["image"].Dimensions.ShouldBe([-1, 1, 28, 28]);
        session.InputMetadata["image"].ElementType.ShouldBe(typeof(float));
        session.OutputMetadata["logits"].Dimensions.ShouldBe([-1, 10]);
        session.ModelMetadata.ProducerName.ShouldBe("HandwrittenDigits");
        session.ModelMetadata.GraphDescription.ShouldContain("MNIST");
        session.ModelMetadata.CustomMetadataMap["labels"].ShouldBe("[\"0\"]");
        session.ModelMetadata.CustomMetadataMap.Count.ShouldBe(folded.Metadata.Count);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    internal static float[] Run(byte[] model, ReadOnlySpan<byte> pixels)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(model, options);
        float[] numbers = [.. pixels.ToArray().Select(pixel => pixel / 255f)];
        var images = new DenseTensor<float>(numbers, [numbers.Length / DigitImage.PixelCount, 1, DigitImage.Side, DigitImage.Side]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results =
            session.Run([NamedOnnxValue.CreateFromTensor(OnnxExporter.InputName, images)]);
        return [.. results.Single().AsTensor<float>()];
    }
}
