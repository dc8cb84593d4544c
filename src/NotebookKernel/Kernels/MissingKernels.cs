using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive;

namespace NotebookKernel.Kernels;

/// <summary>Kernels that a notebook names or connects and that are not here: its other cells go on without them.</summary>
internal static partial class MissingKernels
{
    private const string Tool = "(dotnet tool install --global Microsoft.dotnet-interactive)";

    /// <summary>What would run a cell of a kernel that .NET Interactive brings.</summary>
    public static string Original(string kernel) => $"the kernel '{kernel}' of .NET Interactive would run it {Tool}";

    /// <summary>What would run a cell of a kernel that a package connects.</summary>
    public static string Extension(string kernel, string package) =>
        $"a kernel '{kernel}' that the package {package} connects in .NET Interactive would run it {Tool}";

    /// <summary>What would run a cell of a kernel that the notebook declares or connects.</summary>
    public static string Connected(string kernel) => $"a kernel '{kernel}' that is connected in .NET Interactive would run it {Tool}";

    /// <summary>Puts a stand-in where a cell connects a kernel, so that the cells for it are told, and not refused.</summary>
    /// <param name="kernels">The kernels of the notebook.</param>
    /// <param name="cell">A cell with a <c>#!connect</c> that no kernel knows.</param>
    /// <returns>What to tell in the place of the connection; null if the cell connects nothing.</returns>
    public static string? StandIn(CompositeKernel kernels, string cell)
    {
        Match found = Connect().Match(cell);
        if (!found.Success)
        {
            return null;
        }

        string name = found.Groups["name"].Value;
        name = found.Groups["kind"].Value switch
        {
            "mssql" => $"sql-{name}",
            "kql" => $"kql-{name}",
            _ => name,
        };
        if (kernels.FindKernelByName(name) is null)
        {
            kernels.Add(new UnavailableKernel(name, $"'{name}'", Connected(name)));
        }

        return $"The kernel '{name}' was not connected: .NET Interactive would connect it {Tool}.\n";
    }

    [GeneratedRegex(@"^\s*#!connect\s+(?<kind>\S+).*?--kernel-name\s+""?(?<name>[\w.-]+)", RegexOptions.Multiline)]
    private static partial Regex Connect();
}
