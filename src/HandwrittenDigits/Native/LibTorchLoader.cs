using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace HandwrittenDigits.Native;

/// <summary>
/// Loads libtorch before TorchSharp's first native call, from the package folder, with no environment variable to set.
/// </summary>
/// <remarks>
/// <para>Every file is loaded by its absolute path, which keeps out another libtorch on the system's own path (Debian's
/// <c>libtorch1.13</c> would win by name, and crash).</para>
/// <para>Where the system's libstdc++ is older than the one TorchSharp's library was built with, a copy of that library is
/// mended (<see cref="ElfVersionNeeds"/>) and kept in the user's cache, under the hash of the original. The original stays
/// as it is.</para>
/// </remarks>
public static partial class LibTorchLoader
{
    // Each library's name to its handle.
    private static readonly Lazy<Dictionary<string, nint>> Libraries = new(LoadAll, LazyThreadSafetyMode.ExecutionAndPublication);

    private static AssemblyLoadContext OwnContext => AssemblyLoadContext.GetLoadContext(typeof(LibTorchLoader).Assembly)!;

    /// <summary>
    /// Loads libtorch now, unless that was done before. It happens by itself when TorchSharp is first used; calling this first
    /// keeps a failure from being wrapped in the exceptions of TorchSharp's own set-up.
    /// </summary>
    /// <exception cref="LibTorchLoadException">It can't be loaded; every later call says so again.</exception>
    public static void Load() => _ = Libraries.Value;

    /// <summary>Where libtorch is; it is not loaded.</summary>
    /// <exception cref="LibTorchLoadException">It is nowhere; the message says what to do.</exception>
    public static string FindFolder() => LibTorchFiles.Find().LibTorchFolder;

    /// <summary>True where libtorch is not on this machine yet but could be; it is not loaded.</summary>
    public static bool IsMissing => LibTorchFiles.IsMissing;

    /// <summary>The version of the package TorchSharp-cpu that brings libtorch.</summary>
    public static string PackageVersion => LibTorchFiles.TorchSharpVersion;

    /// <summary>The platforms of the packages <c>libtorch-cpu-*</c> that this machine has no use for.</summary>
    /// <exception cref="LibTorchLoadException">There is no libtorch for this platform.</exception>
    public static IReadOnlyList<string> OtherPlatforms => [.. LibTorchFiles.OtherPlatforms];

    /// <summary>Makes libtorch load as soon as TorchSharp does. Runs by itself when this assembly is first used.</summary>
    // A library's own module initializer: after one failed load TorchSharp aborts the process, so this has to come first.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register()
    {
        // A thread may use TorchSharp before the event of its loading, on another thread, has come to its end.
        OwnContext.ResolvingUnmanagedDll += Resolve;
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => OnAssembly(loaded.LoadedAssembly);
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            OnAssembly(assembly);
        }
    }

    private static void OnAssembly(Assembly assembly)
    {
        if (!IsTorchSharp(assembly))
        {
            return;
        }

        // A thread that uses TorchSharp while another still loads libtorch waits here: the first is asked for what TorchSharp calls,
        // the second for what it looks for by name.
        NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => Find(name));
        if (AssemblyLoadContext.GetLoadContext(assembly) is { } context && context != OwnContext)
        {
            context.ResolvingUnmanagedDll += Resolve;
        }

        try
        {
            // Another libtorch on the system's path would be found by its name, unless ours has it already.
            Load();
        }
        catch (LibTorchLoadException)
        {
            // An exception can't pass through the runtime's assembly loader. It is kept, and thrown where libtorch is needed.
        }
    }

    private static bool IsTorchSharp(Assembly assembly) => assembly.GetName().Name == "TorchSharp";

    private static nint Resolve(Assembly asking, string library) => IsTorchSharp(asking) ? Find(library) : nint.Zero;

    private static nint Find(string library) => Libraries.Value.GetValueOrDefault(library);

    private static Dictionary<string, nint> LoadAll()
    {
        var files = LibTorchFiles.Find();
        NativeHeap.KeepFreedMemory();
        OpenMp.SleepWhileWaiting();
        try
        {
            var libraries = files.InLoadOrder.ToDictionary(file => file.Library, file => LoadMendedIfNeeded(file.Path));
            NnPack.TurnOff(libraries.FirstOrDefault(library => library.Key.Contains("torch_cpu", StringComparison.Ordinal)).Value);
            return libraries;
        }
        catch (Exception e) when (
            e is DllNotFoundException or BadImageFormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new LibTorchLoadException(
                $"libtorch was found in {files.LibTorchFolder} but could not be loaded: {e.Message} "
                + "On Linux it needs glibc 2.28 and the C++ runtime (Debian: apt-get install libstdc++6), "
                + "on Windows the Visual C++ runtime 2022.",
                e);
        }
    }

    private static nint LoadMendedIfNeeded(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException e) when (MissingLibStdCxxVersion().Match(e.Message) is { Success: true } missing)
        {
            return NativeLibrary.Load(Mend(file, missing.Groups["version"].Value));
        }
    }

    private static string Mend(string file, string version)
    {
        byte[] original = File.ReadAllBytes(file);
        string folder = Path.Combine(CacheFolder(), Convert.ToHexStringLower(SHA256.HashData(original)));
        string mended = Path.Combine(folder, Path.GetFileName(file));
        if (!File.Exists(mended))
        {
            Directory.CreateDirectory(folder);
            string partial = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
            File.WriteAllBytes(partial, ElfVersionNeeds.MakeWeak(original, version));
            File.Move(partial, mended, overwrite: true);
        }

        return mended;
    }

    private static string CacheFolder()
    {
        string user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        return Path.Combine(user.Length > 0 ? user : Path.GetTempPath(), "HandwrittenDigits", "native");
    }

    [GeneratedRegex(@"libstdc\+\+\.so\.6: version .(?<version>GLIBCXX_[\d.]+)' not found")]
    private static partial Regex MissingLibStdCxxVersion();
}

/// <summary>libtorch, the native library that does TorchSharp's work, could not be found or loaded. The message says what to do.</summary>
public sealed class LibTorchLoadException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was looked for, where, and what mends it.</param>
    /// <param name="innerException">What the system's loader said, if it was asked.</param>
    public LibTorchLoadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
