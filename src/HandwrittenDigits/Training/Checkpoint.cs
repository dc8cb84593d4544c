using System.Text.Json;
using HandwrittenDigits.Modeling;
using TorchSharp.Modules;

namespace HandwrittenDigits.Training;

/// <summary>
/// What a run needs to go on as if it had never stopped, in one safetensors file: the weights, their average, the best epoch's
/// weights, the optimiser's state as TorchSharp writes it, and what the epochs came to. Chance needs no saving: it follows from
/// the seed and the epoch's number.
/// </summary>
internal static class Checkpoint
{
    private const string NetworkPrefix = "network.";
    private const string AveragePrefix = "average.";
    private const string BestPrefix = "best.";
    private const string OptimizerName = "optimizer";
    private const string EpochsKey = "epochs";

    public static void Write(string path, TrainingState state)
    {
        Dictionary<string, SafetensorsTensor> tensors = NetworkWeights.Read(state.Network, NetworkPrefix);
        foreach ((string name, SafetensorsTensor weights) in state.BestWeights)
        {
            tensors.Add(BestPrefix + name, weights);
        }

        if (state.Average is not null)
        {
            foreach ((string name, SafetensorsTensor weights) in NetworkWeights.Read(state.Average, AveragePrefix))
            {
                tensors.Add(name, weights);
            }
        }

        using var optimizer = new MemoryStream();
        using (var writer = new BinaryWriter(optimizer))
        {
            foreach (OptimizerHelper part in state.AllOptimizers)
            {
                part.save_state_dict(writer);
            }
        }

        byte[] bytes = optimizer.ToArray();
        tensors.Add(OptimizerName, new SafetensorsTensor(SafetensorsDType.U8, [bytes.Length], bytes));
        new SafetensorsFile(tensors, new Dictionary<string, string> { [EpochsKey] = TrainingJson.Serialize(state.Epochs) }).Write(path);
    }

    /// <summary>Puts what was saved into a state that has not begun.</summary>
    /// <exception cref="RunFolderException">The file is damaged, or of another network.</exception>
    public static void Read(string path, TrainingState state)
    {
        try
        {
            var file = SafetensorsFile.Read(path);
            NetworkWeights.Write(state.Network, file.Tensors, path, NetworkPrefix);
            if (state.Average is not null)
            {
                NetworkWeights.Write(state.Average, file.Tensors, path, AveragePrefix);
            }

            using var reader = new BinaryReader(new MemoryStream(file.Tensors[OptimizerName].Data.ToArray()));
            foreach (OptimizerHelper part in state.AllOptimizers)
            {
                part.load_state_dict(reader);
            }

            state.Restore(
                TrainingJson.Deserialize<List<EpochMetrics>>(file.Metadata[EpochsKey]),
                file.Tensors.Where(tensor => tensor.Key.StartsWith(BestPrefix, StringComparison.Ordinal))
                    .ToDictionary(tensor => tensor.Key[BestPrefix.Length..], tensor => tensor.Value));
        }
        catch (Exception e) when (
            e is ModelFormatException or KeyNotFoundException or JsonException or EndOfStreamException or InvalidDataException)
        {
            throw new RunFolderException($"{path} is damaged, so the run can't go on: {e.Message} Start a new run.", e);
        }
    }
}
