using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CsCheck;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Native;
using HandwrittenDigits.Testing;
using HandwrittenDigits.Tests.Modeling;
using HandwrittenDigits.Training;
using static TorchSharp.torch;

namespace HandwrittenDigits.Tests.Native;

[Collection(LibTorchCollection.Name)]
public sealed class LibTorchLoaderTests
{
    private const string FreshProcess = "HANDWRITTEN_DIGITS_FRESH_PROCESS";
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    [Fact]
    public void Load_BeforeTorchSharpsFirstCall_MakesItWork()
    {
        LibTorchLoader.Load();
        using Tensor sum = ones(2, 3).sum();
        sum.item<float>().ShouldBe(6);
    }

    [Fact]
    public void Load_UnlessToldOtherwise_LetsThreadsSleepWhileTheyWait()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "libtorch's OpenMP is GNU's on Linux alone");
        LibTorchLoader.Load();
        Marshal.PtrToStringUTF8(NativeVariable(WaitPolicy)).ShouldBe(Environment.GetEnvironmentVariable(WaitPolicy) ?? "PASSIVE");
    }

    [Fact]
    public void Load_WaitPolicyGiven_LeavesIt() =>
        RunInAFreshProcess(nameof(Load_UnlessToldOtherwise_LetsThreadsSleepWhileTheyWait), new() { [WaitPolicy] = "ACTIVE" });

    [Fact]
    public void Tensors_MadeOverAndOver_AreGivenTheSameMemory() => ShareOfPagesCleared().ShouldBeLessThan(0.25);

    [Fact]
    public void Tensors_MadeOverAndOverWithTheSwitchOff_AreGivenOtherMemory()
    {
        if (Environment.GetEnvironmentVariable(FreshProcess) is null)
        {
            RunInAFreshProcess(nameof(Tensors_MadeOverAndOverWithTheSwitchOff_AreGivenOtherMemory), []);
            return;
        }

        AppContext.SetSwitch(NativeHeap.SwitchName, false);
        ShareOfPagesCleared().ShouldBeGreaterThan(0.75);
    }

    [Fact]
    public void Output_OfThisTestRun_CarriesNoLibTorch() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*torch_cpu*", SearchOption.AllDirectories).ShouldBeEmpty();

    [Fact]
    public void FirstUseOfTorchSharp_WithNoCallOfOurs_FindsLibTorch() =>
        RunInAFreshProcess(nameof(Load_BeforeTorchSharpsFirstCall_MakesItWork), []);

    [Fact]
    public void FirstUseOfTorchSharp_OnManyThreadsAtOnce_WaitsForLibTorchOnEach() =>
        RunInAFreshProcess(nameof(TorchSharp_UsedOnManyThreadsAtOnce_WorksOnEach), []);

    [Fact]
    public async Task TorchSharp_UsedOnManyThreadsAtOnce_WorksOnEach()
    {
        // The library is in use before TorchSharp is; libtorch is not loaded by this.
        LibTorchLoader.FindFolder();
        Action[] uses =
        [
            () => ones(1).Dispose(),
            () => RandomNetworks.Create(DigitCnnOptions.Small).Dispose(),
            () => nn.Linear(1, 1).Dispose(),
            () => new Generator(1).Dispose(),
        ];
        using var start = new Barrier(uses.Length);
        await Task.WhenAll(uses.Select(use => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                use();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    [Fact]
    public void Load_AnotherLibTorchOnTheLoadersPath_TakesOurOwn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "LD_LIBRARY_PATH is Linux's");
        using var folder = new TemporaryFolder();
        string other = Path.Combine(LibTorchFiles.Find().LibTorchFolder, "libshm.so");
        foreach (string name in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so", "libLibTorchSharp.so"])
        {
            File.Copy(other, Path.Combine(folder.Path, name));
        }

        RunInAFreshProcess(nameof(Load_BeforeTorchSharpsFirstCall_MakesItWork), new() { ["LD_LIBRARY_PATH"] = folder.Path });
    }

    [Fact]
    public void MakeWeak_TheMarkerOfGcc13_ChangesOneFlag()
    {
        byte[] original = TorchSharpsLibrary();

        byte[] mended = ElfVersionNeeds.MakeWeak(original, "GLIBCXX_3.4.32");

        int[] changed = [.. Enumerable.Range(0, original.Length).Where(i => original[i] != mended[i])];
        changed.ShouldHaveSingleItem();
        (original[changed[0]] ^ mended[changed[0]]).ShouldBe(0x2);
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.30", "does need that version")]
    [InlineData("GLIBCXX_9.9.9", "does not ask for")]
    public void MakeWeak_AnotherVersion_IsRefused(string version, string reason)
    {
        byte[] original = TorchSharpsLibrary();

        Should.Throw<InvalidDataException>(() => ElfVersionNeeds.MakeWeak(original, version)).Message.ShouldContain(reason);
    }

    [Fact]
    public void MakeWeak_DamagedFile_ThrowsNothingElse()
    {
        byte[] original = TorchSharpsLibrary();
        Gen.Select(Gen.Int[0, original.Length], Gen.Int[0, original.Length - 1], Gen.Byte).Sample(
            (length, at, value) =>
            {
                byte[] damaged = original[..length];
                if (at < length)
                {
                    damaged[at] = value;
                }

                try
                {
                    ElfVersionNeeds.MakeWeak(damaged, "GLIBCXX_3.4.32");
                }
                catch (InvalidDataException)
                {
                }
            },
            iter: 100);
    }

    // Of the pages of tensors that are made one after the other, the share that the system had to clear.
    private static double ShareOfPagesCleared()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        const int count = 8;

        // 48 MB: more than glibc by itself ever keeps, less than a thread's heap.
        const long floats = 12 << 20;
        LibTorchLoader.Load();
        using var threads = new TorchThreads(1);
        MakeTensors();
        long before = PagesCleared();
        MakeTensors();
        return (PagesCleared() - before) / (count * floats * sizeof(float) / (double)Environment.SystemPageSize);

        static void MakeTensors()
        {
            for (int i = 0; i < count; i++)
            {
                ones(floats).Dispose();
            }
        }

        // This thread's minor page faults: proc(5), the tenth field of "stat"; the second is its name in brackets.
        static long PagesCleared() =>
            long.Parse(File.ReadAllText("/proc/thread-self/stat").Split(')')[^1].Split(' ')[8], CultureInfo.InvariantCulture);
    }

    [DllImport("libc", EntryPoint = "getenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint NativeVariable(string name);

    private static byte[] TorchSharpsLibrary()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the library to mend is Linux's");
        return File.ReadAllBytes(LibTorchFiles.Find().LibTorchSharp);
    }

    private static void RunInAFreshProcess(string test, Dictionary<string, string> environment)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(FreshProcess) is not null, "this is the fresh process itself");
        var start = new ProcessStartInfo(
            "dotnet", [typeof(LibTorchLoaderTests).Assembly.Location, "-method", $"{typeof(LibTorchLoaderTests).FullName}.{test}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[FreshProcess] = "1";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output);
    }
}
