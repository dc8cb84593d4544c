namespace NotebookKernel.Jupyter.KernelSpecs;

/// <summary>
/// Where Jupyter looks for kernels, as jupyter_core's <c>paths.py</c> has it
/// (<see href="https://docs.jupyter.org/en/latest/use/jupyter-directories.html"/>).
/// </summary>
/// <param name="User">The folder that the user's own kernelspecs go in.</param>
/// <param name="All">Every folder that is searched, in that order, <paramref name="User"/> among them.</param>
public sealed record JupyterFolders(string User, IReadOnlyList<string> All)
{
    private const string Kernels = "kernels";

    /// <summary>The folders of this user on this machine.</summary>
    /// <remarks>A Python environment's own folder, which Jupyter searches too, is not known here.</remarks>
    public static JupyterFolders OfThisUser() => From(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        OperatingSystem.IsWindows() ? PlatformID.Win32NT : OperatingSystem.IsMacOS() ? PlatformID.MacOSX : PlatformID.Unix);

    /// <summary>The folders that an environment amounts to.</summary>
    /// <param name="variable">Gives an environment variable, null if not set.</param>
    /// <param name="home">The user's home folder.</param>
    /// <param name="platform">Whose rules apply.</param>
    internal static JupyterFolders From(Func<string, string?> variable, string home, PlatformID platform)
    {
        string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;

        string data = Set("JUPYTER_DATA_DIR") ?? platform switch
        {
            PlatformID.MacOSX => Path.Combine(home, "Library", "Jupyter"),
            PlatformID.Win32NT when Set("APPDATA") is { } appData => Path.Combine(appData, "jupyter"),
            PlatformID.Win32NT => Path.Combine(Set("JUPYTER_CONFIG_DIR") ?? Path.Combine(home, ".jupyter"), "data"),
            _ => Path.Combine(Set("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "jupyter"),
        };

        char separator = platform == PlatformID.Win32NT ? ';' : ':';
        string[] system = platform == PlatformID.Win32NT
            ? Set("PROGRAMDATA") is { } programData ? [Path.Combine(programData, "jupyter")] : []
            : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
        IEnumerable<string> searched =
            (Set("JUPYTER_PATH")?.Split(separator, StringSplitOptions.RemoveEmptyEntries) ?? []).Append(data).Concat(system);
        return new JupyterFolders(Path.Combine(data, Kernels), [.. searched.Select(folder => Path.Combine(folder, Kernels)).Distinct()]);
    }
}
