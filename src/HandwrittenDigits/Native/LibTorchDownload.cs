namespace HandwrittenDigits.Native;

/// <summary>How far NuGet has come with libtorch. It tells nothing itself, so the bytes are looked at that it has written.</summary>
/// <param name="download">Where it keeps what arrives.</param>
/// <param name="packages">The package folder, where it unpacks that.</param>
public sealed class LibTorchDownload(string download, string packages)
{
    private readonly string package = Path.Combine(packages, LibTorchFiles.PlatformPackage);

    /// <summary>The size of this platform's package of libtorch 2.10.0, in bytes; another version's is near.</summary>
    /// <exception cref="LibTorchLoadException">There is no libtorch for this platform.</exception>
    public static long PackedBytes => LibTorchFiles.PlatformPackage switch
    {
        "libtorch-cpu-linux-x64" => 128_200_806,
        "libtorch-cpu-win-x64" => 79_854_046,
        "libtorch-cpu-win-arm64" => 41_962_447,
        _ => 56_910_439,
    };

    /// <summary>What to tell, and the share of the download that has arrived, 0 to 1.</summary>
    public (string Text, double Share) Look()
    {
        long unpacked = Bytes(package);
        double share = Math.Min((double)Bytes(download) / PackedBytes, 1);
        return unpacked > 0
            ? ($"unpacking libtorch: {unpacked / 1e6:N0} MB", 1)
            : ($"fetching libtorch: {share * PackedBytes / 1e6:N0} of {PackedBytes / 1e6:N0} MB", share);
    }

    // NuGet renames files while they are counted.
    private static long Bytes(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
                : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
