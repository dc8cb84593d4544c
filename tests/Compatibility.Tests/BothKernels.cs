using System.Diagnostics;
using HandwrittenDigits.Testing;

[assembly: AssemblyFixture(typeof(Compatibility.Tests.BothKernels))]

namespace Compatibility.Tests;

/// <summary>The original tool, as the repository's manifest names it, and this project's kernel.</summary>
public sealed class BothKernels : IAsyncLifetime
{
    /// <summary>A folder with what cells import.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("compatibility-").FullName;

    /// <summary>Why the tool is not here, null if it is.</summary>
    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "lib.cs"), "public class Lib { public string Name => \"lib\"; }");
        await File.WriteAllTextAsync(Path.Combine(Folder, "nb.dib"), "#!csharp\n\nvar fromNotebook = 7;\n\n#!markdown\n\n# Seen\n");
        await File.WriteAllTextAsync(Path.Combine(Folder, "loaded.csx"), "var loaded = 8;\n");
        (int code, string? output) = await RunAsync(Repository.Root, "dotnet", "tool", "restore");
        Missing = code == 0 ? null : $"The tool Microsoft.dotnet-interactive could not be restored: {output}";
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Starts the original.</summary>
    /// <param name="folder">Where the notebook is, in the repository; by default <see cref="Folder"/>.</param>
    internal Task<KernelProcess> StartOriginalAsync(string? folder = null) => KernelProcess.StartAsync(
        folder ?? Repository.Root, "dotnet", "tool", "run", "dotnet-interactive", "--", "stdio", "--working-dir", folder ?? Folder);

    /// <summary>Starts ours.</summary>
    internal Task<KernelProcess> StartOursAsync() =>
        KernelProcess.StartAsync(Folder, "dotnet", Repository.DigitsAssembly, "kernel", "stdio", "--working-dir", Folder);

    /// <summary>Runs a program to its end.</summary>
    internal static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
