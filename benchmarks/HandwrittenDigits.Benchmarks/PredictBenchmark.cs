using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using HandwrittenDigits.Modeling;
using Microsoft.ML.OnnxRuntime;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// The time to read one image that is already in memory, on one thread, warm: the managed network beside ONNX Runtime on the same
/// network, exported. Both get bytes of pixels and give ten logits; ONNX Runtime's input and output are bound beforehand, so that
/// it need not allocate either.
/// </summary>
internal static class PredictBenchmark
{
    public static void Run(string? model, int rounds)
    {
        foreach ((string name, FoldedNetwork network) in Networks(model))
        {
            Compare(name, network, rounds);
        }
    }

    private static IEnumerable<(string Name, FoldedNetwork Network)> Networks(string? model)
    {
        if (model is not null)
        {
            return [(model, FoldedNetwork.Load(model))];
        }

        return DigitCnnOptions.Named.Select(named =>
        {
            using var trained = new DigitModel(new DigitCnn(named.Value), new Modeling.ModelMetadata { Network = named.Value.Describe() });
            return (named.Key, FoldedNetwork.FromSafetensors(trained.ToFile()));
        });
    }

    private static void Compare(string name, FoldedNetwork network, int rounds)
    {
        var managed = new ManagedNetwork(network);
        byte[] pixels = new byte[DigitImage.PixelCount];
        new Random(1).NextBytes(pixels);
        float[] logits = new float[DigitDataset.ClassCount];

        using var options =
            new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
        using var session = new InferenceSession(OnnxExporter.ToBytes(network), options);
        float[] input = new float[DigitImage.PixelCount];
        float[] output = new float[DigitDataset.ClassCount];
        using var inputValue = OrtValue.CreateTensorValueFromMemory(input, [1, 1, DigitImage.Side, DigitImage.Side]);
        using var outputValue = OrtValue.CreateTensorValueFromMemory(output, [1, DigitDataset.ClassCount]);
        using var run = new RunOptions();

        new Contest($"One image, one thread: {name}, {network.ParameterCount:N0} parameters")
            .Add("ONNX Runtime", () =>
            {
                for (int i = 0; i < pixels.Length; i++)
                {
                    input[i] = pixels[i] / 255f;
                }

                session.Run(run, [OnnxExporter.InputName], [inputValue], [OnnxExporter.OutputName], [outputValue]);
            })
            .Add("ManagedNetwork", () => managed.Logits(pixels, logits))
            .Print(rounds, repeats: 100, warmUp: 3000);
        double difference = logits.Zip(output, (ours, theirs) => Math.Abs(ours - theirs)).Max();
        Console.WriteLine($"Largest difference of a logit: {difference:0.0E+0}");
        Console.WriteLine();
    }
}
