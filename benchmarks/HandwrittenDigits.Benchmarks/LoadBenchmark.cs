using System.IO.Compression;
using HandwrittenDigits.Data;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// The time to load MNIST's four files from the disk's cache, checked and decoded, beside the time to unzip the same files and do
/// nothing with them.
/// </summary>
internal static class LoadBenchmark
{
    public static async Task Run(int rounds)
    {
        var options = new MnistOptions { Offline = true };
        MnistData data = await Mnist.LoadAsync(options);
        string[] files = [.. data.Files.Select(file => file.Path)];
        new Contest("MNIST's four files")
            .Add("unzip only", () => Array.ForEach(files, Unzip))
            .Add("Mnist.LoadAsync", () => Mnist.LoadAsync(options).GetAwaiter().GetResult())
            .Print(rounds, repeats: 1, warmUp: 2);
    }

    private static void Unzip(string path)
    {
        using var zipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        byte[] buffer = new byte[1 << 17];
        while (zipped.Read(buffer) > 0)
        {
        }
    }
}
