using HandwrittenDigits.Native;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Native;

/// <summary>What is told while NuGet fetches libtorch.</summary>
public sealed class LibTorchDownloadTests
{
    [Fact]
    public void Look_AsBytesArriveAndAreUnpacked_TellsHowMany()
    {
        using var folder = new TemporaryFolder();
        string download = Path.Combine(folder.Path, "download");
        string packages = Path.Combine(folder.Path, "packages");
        var libtorch = new LibTorchDownload(download, packages);
        libtorch.Look().ShouldBe(($"fetching libtorch: 0 of {LibTorchDownload.PackedBytes / 1e6:N0} MB", 0));

        Write(Path.Combine(download, "source", "libtorch.dat-new"), LibTorchDownload.PackedBytes / 2);
        (string text, double share) = libtorch.Look();
        text.ShouldBe($"fetching libtorch: {LibTorchDownload.PackedBytes / 2 / 1e6:N0} of {LibTorchDownload.PackedBytes / 1e6:N0} MB");
        share.ShouldBe(0.5, 1e-6);

        Write(Path.Combine(packages, LibTorchFiles.PlatformPackage, "2.10.0", "libtorch_cpu.so"), 300_000_000);
        libtorch.Look().ShouldBe(("unpacking libtorch: 300 MB", 1));
    }

    private static void Write(string path, long length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using FileStream file = File.Create(path);
        file.SetLength(length);
    }
}
