using System.Diagnostics;
using HandwrittenDigits.Native;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Output;

/// <summary>Sees to it that libtorch is there: an installed tool does not carry its 480 MB, and most commands need none of it.</summary>
internal static class LibTorchInstallation
{
    private const string ProjectFile = "libtorch.csproj";
    private const string DownloadFolder = "download";

    /// <summary>Where libtorch is; it is fetched from NuGet where it is missing.</summary>
    /// <returns>Its folder.</returns>
    /// <exception cref="LibTorchLoadException">There is none for this platform, or it could not be fetched.</exception>
    public static async Task<string> EnsureAsync(CommandOutput output, CancellationToken cancellationToken)
    {
        if (!LibTorchLoader.IsMissing)
        {
            return LibTorchLoader.FindFolder();
        }

        string packages = PackageFolder();
        output.Note(
            $"libtorch, which training needs, is fetched once: TorchSharp-cpu {LibTorchLoader.PackageVersion}, "
            + $"{LibTorchDownload.PackedBytes / 1e6:N0} MB, into {packages}");
        await LiveProgress.RunAsync(output.Notes, bars => RestoreAsync(packages, output, bars, cancellationToken));
        string folder = LibTorchLoader.FindFolder();
        output.Note($"libtorch is in {folder} ({Size(folder) / 1e6:N0} MB).");
        return folder;
    }

    private static string PackageFolder() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // NuGet itself does it, with whatever sources, proxies and credentials the user has set up for it.
    private static async Task<bool> RestoreAsync(
        string packages, CommandOutput output, ProgressContext? bars, CancellationToken cancellationToken)
    {
        DirectoryInfo project = Directory.CreateTempSubdirectory("digits-libtorch-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(project.FullName, ProjectFile), Project(), cancellationToken);
            var download = new LibTorchDownload(Path.Combine(project.FullName, DownloadFolder), packages);
            using Process restore = Start(project.FullName, packages);
            using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task watching = WatchAsync(download, output, bars?.AddTask("fetching libtorch"), watch.Token);
            try
            {
                Task<string> errors = restore.StandardError.ReadToEndAsync(cancellationToken);
                string said = await restore.StandardOutput.ReadToEndAsync(cancellationToken);
                await restore.WaitForExitAsync(cancellationToken);
                return restore.ExitCode == 0 ? true : throw new LibTorchLoadException(
                    $"libtorch could not be fetched. NuGet said: {Errors(said + await errors)} Check the network and NuGet's sources "
                    + "('dotnet nuget list source'), and try again: what has arrived is kept.");
            }
            catch (OperationCanceledException)
            {
                restore.Kill(entireProcessTree: true);
                throw;
            }
            finally
            {
                await watch.CancelAsync();
                await watching;
            }
        }
        finally
        {
            project.Delete(recursive: true);
        }
    }

    // A bar, or a line a quarter where there is no terminal.
    private static async Task WatchAsync(
        LibTorchDownload download, CommandOutput output, ProgressTask? bar, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(0.5));
        int told = 0;
        try
        {
            while (await ticks.WaitForNextTickAsync(cancellationToken))
            {
                (string text, double share) = download.Look();
                if (bar is not null)
                {
                    bar.Description = text;
                    bar.Value = 100 * share;
                }
                else if ((int)(4 * share) is var quarter && quarter > told)
                {
                    told = quarter;
                    output.Note(text);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The restore has ended, well or badly.
        }
    }

    private static Process Start(string project, string packages)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        var start = new ProcessStartInfo(dotnet, ["restore", ProjectFile, "--packages", packages, "--verbosity", "quiet", "--nologo"])
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NUGET_HTTP_CACHE_PATH"] = Path.Combine(project, DownloadFolder) },
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new LibTorchLoadException(
                "libtorch is fetched by the .NET SDK, and its command 'dotnet' is not there: "
                + "install the SDK, or put it on the PATH.", e);
        }
    }

    // One platform's libtorch: the others' are a gigabyte.
    private static string Project()
    {
        string others = string.Concat(LibTorchLoader.OtherPlatforms.Select(
            platform => $"<PrunePackageReference Include=\"libtorch-cpu-{platform}\" Version=\"99.0.0\" />"));
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TorchSharp-cpu" Version="{LibTorchLoader.PackageVersion}" />
                {others}
              </ItemGroup>
            </Project>
            """;
    }

    private static string Errors(string said)
    {
        string[] lines =
        [
            .. said.Split('\n').Select(line => line.Trim())
                .Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).Distinct(),
        ];
        return lines.Length > 0 ? string.Join(" ", lines) : said.Trim();
    }

    private static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
}
