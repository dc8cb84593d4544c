using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Interop;
using HandwrittenDigits.Modeling;
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
        for (int i = 0; i < found.Length; i++)
        {
            found[i].ShouldBe(expected[i], 1e-4, name);
        }
    }

    [Fact]
    public void Export_WritesAFileThatSaysWhatGoesInAndOut()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("onnx").FullName, "digits.onnx");
        using DigitCnn network = RandomNetworks.Create(DigitCnnOptions.Small);
        var folded = FoldedNetwork.FromSafetensors(
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

    /// <summary>The logits that ONNX Runtime computes, <c>[N, 10]</c>.</summary>
    internal static float[] Run(byte[] model, ReadOnlySpan<byte> pixels)
    {
        using var options = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount };
        using var session = new InferenceSession(model, options);
        float[] numbers = Array.ConvertAll(pixels.ToArray(), pixel => pixel / 255f);

        // Some hundred at a time: all of a large set at once would need a gigabyte.
        return [.. numbers.Chunk(500 * DigitImage.PixelCount).SelectMany(chunk => Run(session, chunk))];
    }

    private static float[] Run(InferenceSession session, float[] numbers)
    {
        var images = new DenseTensor<float>(numbers, [numbers.Length / DigitImage.PixelCount, 1, DigitImage.Side, DigitImage.Side]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results =
            session.Run([NamedOnnxValue.CreateFromTensor(OnnxExporter.InputName, images)]);
        return [.. results.Single().AsTensor<float>()];
    }
}
