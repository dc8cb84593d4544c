using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Scripting.Packages;

/// <summary>
/// Restores packages with the .NET SDK's own <c>dotnet restore</c>: all that a notebook names in one project, so that one
/// version of each is chosen for all, under the NuGet.config files that apply to the notebook's folder.
/// </summary>
internal sealed partial class PackageRestorer(string folder)
{
    /// <summary>Restores packages, or finds the result of the same restore done before.</summary>
    /// <exception cref="CellRefusedException">NuGet could not, or there is no SDK.</exception>
    public async Task<RestoredPackages> RestoreAsync(
        IReadOnlyList<PackageRequest> requests, IReadOnlyList<string> sources, CancellationToken cancellation)
    {
        string project = Project(requests, sources);
        string cache = Path.Combine(CacheFolder(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..24]);
        string assets = cache + ".assets.json";
        if (requests.All(request => request.IsPinned) && File.Exists(assets)
            && RestoredPackages.Read(assets, RuntimeInformation.RuntimeIdentifier) is { IsWhole: true } known)
        {
            return known;
        }

        string work = Directory.CreateDirectory($"{cache}.{Environment.ProcessId}").FullName;
        try
        {
            string file = Path.Combine(work, "notebook.csproj");
            await File.WriteAllTextAsync(file, project, cancellation);
            await RunAsync(file, requests, cancellation);
            File.Move(Path.Combine(work, "obj", "project.assets.json"), assets, overwrite: true);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        return RestoredPackages.Read(assets, RuntimeInformation.RuntimeIdentifier);
    }

    private static string CacheFolder()
    {
        string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        return Directory.CreateDirectory(
            Path.Combine(local.Length > 0 ? local : Path.GetTempPath(), "notebook-kernel", "restore")).FullName;
    }

    private string Project(IReadOnlyList<PackageRequest> requests, IReadOnlyList<string> sources)
    {
        IEnumerable<string> references = requests
            .OrderBy(request => request.Name, StringComparer.OrdinalIgnoreCase)
            .Select(request =>
                $"    <PackageReference Include=\"{Escaped(request.Name)}\" Version=\"{Escaped(request.Version ?? "*")}\" />");
        string additionalSources =
            string.Join(';', sources.Select(source => Escaped(Path.Exists(source) ? Path.GetFullPath(source, folder) : source)));
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestoreRootConfigDirectory>{Escaped(folder)}</RestoreRootConfigDirectory>
                <RestoreAdditionalProjectSources>{additionalSources}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
            {string.Join('\n', references)}
              </ItemGroup>
            </Project>
            """;
    }

    private static string Escaped(string text) => SecurityElement.Escape(text);

    private static async Task RunAsync(string project, IReadOnlyList<PackageRequest> requests, CancellationToken cancellation)
    {
        // Nothing that lies in a folder above the cache has a say.
        string[] arguments =
        [
            "restore", project, "--nologo", "-v", "quiet", "-nodeReuse:false", "-p:ImportDirectoryBuildProps=false",
            "-p:ImportDirectoryBuildTargets=false", "-p:ImportDirectoryPackagesProps=false",
        ];
        var start = new ProcessStartInfo(DotnetPath(), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(project)!,
        };

        // What an MSBuild that started this process set for itself would mislead the one to come.
        string[] inherited = [.. start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))];
        foreach (string name in inherited)
        {
            start.Environment.Remove(name);
        }

        using Process process = Started(start, requests);
        using CancellationTokenRegistration registration = cancellation.Register(() => process.Kill(entireProcessTree: true));
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None) + await errors;
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            throw new CellRefusedException("PackageError", Explain(output, requests));
        }
    }

    private static Process Started(ProcessStartInfo start, IReadOnlyList<PackageRequest> requests)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CellRefusedException(
                "PackageError",
                $"Restoring {string.Join(", ", requests)} takes the .NET SDK, and no dotnet was found. " +
                "Install the SDK (https://dot.net), or run the notebook in a program that carries these packages.");
        }
    }

    private static string Explain(string output, IReadOnlyList<PackageRequest> requests)
    {
        var reasons = RestoreError().Matches(output)
            .Select(match => $"{match.Groups[1].Value}: {match.Groups[2].Value.Trim()}")
            .Distinct()
            .ToList();
        string reason = reasons.Count > 0 ? string.Join('\n', reasons) : output.Trim();
        return $"NuGet could not restore {string.Join(", ", requests)}:\n{reason}\n" +
            "Check the names and versions, and the sources in the NuGet.config files from the notebook's folder upwards.";
    }

    private static string DotnetPath()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }

    // MSBuild's form: "file(line,column): error NU1101: text [project]".
    [GeneratedRegex(@"error (NU\d+): (.+?)(?: \[[^\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex RestoreError();
}
