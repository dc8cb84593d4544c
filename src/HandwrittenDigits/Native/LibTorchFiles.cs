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

    /// <summary>Looks beside the program, then in the NuGet package folders.</summary>
    /// <exception cref="LibTorchLoadException">They are nowhere, or there are none for this platform.</exception>
    public static LibTorchFiles Find()
    {
        string platform = Platform();
        var looked = new List<string>();
        foreach ((string libtorch, string torchSharp) in Candidates(platform))
        {
            if (File.Exists(Path.Combine(libtorch, FileName("torch_cpu"))) && File.Exists(Path.Combine(torchSharp, FileName("LibTorchSharp"))))
            {
                return new LibTorchFiles(libtorch, Path.Combine(torchSharp, FileName("LibTorchSharp")));
            }

            looked.Add(libtorch);
        }

        throw new LibTorchLoadException(
            $"libtorch for {platform} was not found. It comes with the NuGet package TorchSharp-cpu {TorchSharpVersion}: run 'dotnet restore' in the "
            + $"project that uses it, or set NUGET_PACKAGES to the folder that holds the package. Looked in:{Environment.NewLine}  "
            + string.Join(Environment.NewLine + "  ", looked));
    }

    /// <summary>The file name that this system gives to a shared library.</summary>
    public static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";

    private static string TorchSharpVersion => BuildValue("TorchSharpVersion");

    private static string Platform() => (OperatingSystem.IsWindows(), OperatingSystem.IsMacOS(), OperatingSystem.IsLinux(), RuntimeInformation.ProcessArchitecture) switch
    {
        (true, _, _, Architecture.X64) => "win-x64",
        (_, true, _, Architecture.Arm64) => "osx-arm64",
        (_, _, true, Architecture.X64) => "linux-x64",
        _ => throw new LibTorchLoadException(
            $"TorchSharp-cpu {TorchSharpVersion} has no libtorch for {RuntimeInformation.RuntimeIdentifier}: it runs on Linux x64, Windows x64 and macOS on Apple silicon. "
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
        typeof(LibTorchFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value ?? string.Empty;
}
