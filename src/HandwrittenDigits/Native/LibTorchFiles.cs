using System.Reflection;
using System.Runtime.InteropServices;

namespace HandwrittenDigits.Native;

/// <summary>Where this platform's libtorch files are.</summary>
/// <param name="LibTorchFolder">The folder of libtorch itself.</param>
/// <param name="LibTorchSharp">TorchSharp's own native library, which may stand in another folder.</param>
internal sealed record LibTorchFiles(string LibTorchFolder, string LibTorchSharp)
{
    /// <summary>What is loaded, in this order: each needs the ones before it.</summary>
    public IEnumerable<(string Library, string Path)> InLoadOrder =>
    [
        .. new[] { "c10", "torch_cpu", "torch" }.Select(library => (library, Path.Combine(LibTorchFolder, FileName(library)))),
        (nameof(LibTorchSharp), LibTorchSharp),
    ];

    /// <summary>The platforms that there is a libtorch for, but this.</summary>
    /// <exception cref="LibTorchLoadException">There is none for this platform.</exception>
    public static IEnumerable<string> OtherPlatforms =>
        new[] { "linux-x64", "win-x64", "win-arm64", "osx-arm64" }.Where(platform => platform != Platform());

    /// <summary>The package that holds this platform's libtorch.</summary>
    /// <exception cref="LibTorchLoadException">There is none for this platform.</exception>
    public static string PlatformPackage => $"libtorch-cpu-{Platform()}";

    /// <summary>True where there is a libtorch for this platform, and it is in none of the places that are looked in.</summary>
    public static bool IsMissing => Platform(orNone: true) is { } platform && Look(platform, []) is null;

    /// <summary>The version of TorchSharp that this library is built with.</summary>
    public static string TorchSharpVersion => BuildValue("TorchSharpVersion");

    /// <summary>Looks beside the program, then in the NuGet package folders.</summary>
    /// <exception cref="LibTorchLoadException">They are nowhere, or there are none for this platform.</exception>
    public static LibTorchFiles Find()
    {
        string platform = Platform()!;
        var looked = new List<string>();
        return Look(platform, looked) ?? throw new LibTorchLoadException(
            $"libtorch for {platform} was not found. It comes with the NuGet package TorchSharp-cpu {TorchSharpVersion}: 'digits libtorch' "
            + "fetches it, as does 'dotnet restore' in a project that uses the package; or set NUGET_PACKAGES to the folder that holds it. "
            + "Looked in:"
            + $"{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", looked)}");
    }

    /// <summary>The file name that this system gives to a shared library.</summary>
    public static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";

    private static LibTorchFiles? Look(string platform, List<string> looked)
    {
        foreach ((string libtorch, string torchSharp) in Candidates(platform))
        {
            if (File.Exists(Path.Combine(libtorch, FileName("torch_cpu")))
                && File.Exists(Path.Combine(torchSharp, FileName("LibTorchSharp"))))
            {
                return new LibTorchFiles(libtorch, Path.Combine(torchSharp, FileName("LibTorchSharp")));
            }

            looked.Add(libtorch);
        }

        return null;
    }

    private static string? Platform(bool orNone = false) => (
        OperatingSystem.IsWindows(),
        OperatingSystem.IsMacOS(),
        OperatingSystem.IsLinux(),
        RuntimeInformation.ProcessArchitecture) switch
    {
        (true, _, _, Architecture.X64) => "win-x64",
        (_, true, _, Architecture.Arm64) => "osx-arm64",
        (_, _, true, Architecture.X64) => "linux-x64",
        _ when orNone => null,
        _ => throw new LibTorchLoadException(
            $"TorchSharp-cpu {TorchSharpVersion} has no libtorch for {RuntimeInformation.RuntimeIdentifier}: "
            + "it runs on Linux x64, Windows x64 and macOS on Apple silicon. "
            + "Reading digits with a trained model needs no libtorch and works here; training does not."),
    };

    private static IEnumerable<(string LibTorch, string TorchSharp)> Candidates(string platform)
    {
        string program = AppContext.BaseDirectory;
        yield return (program, program);
        string runtimes = Path.Combine(program, "runtimes", platform, "native");
        yield return (runtimes, runtimes);
        foreach (string root in PackageRoots().Distinct())
        {
            yield return (
                Path.Combine(root, $"libtorch-cpu-{platform}", BuildValue("LibTorchVersion"), "runtimes", platform, "native"),
                Path.Combine(root, "torchsharp", TorchSharpVersion, "runtimes", platform, "native"));
        }
    }

    private static IEnumerable<string> PackageRoots()
    {
        if (Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named)
        {
            yield return Path.GetFullPath(named);
        }

        // A notebook host loads assemblies from the package folder itself: <root>/handwrittendigits/<version>/lib/<framework>/.
        if (typeof(LibTorchFiles).Assembly.Location is { Length: > 0 } location
            && Path.GetFullPath(Path.Combine(location, "..", "..", "..", "..", "..")) is var root)
        {
            yield return root;
        }

        yield return BuildValue("NuGetPackageRoot");
        yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
    }

    private static string BuildValue(string key) =>
        typeof(LibTorchFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value
            ?? string.Empty;
}
