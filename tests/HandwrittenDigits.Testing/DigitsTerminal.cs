using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HandwrittenDigits.Testing;

/// <summary>The real program in a terminal of a given width, which <c>script</c> (util-linux) provides. Linux only.</summary>
public static partial class DigitsTerminal
{
    /// <summary>Runs the program to its end.</summary>
    /// <param name="columns">The terminal's width.</param>
    /// <param name="arguments">What is typed after <c>digits</c>, without spaces and quotes in a word.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The lines that it showed, without colours and other control sequences.</returns>
    public static async Task<string[]> RunAsync(int columns, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string digits = $"{Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"} {Repository.DigitsAssembly}";
        var start = new ProcessStartInfo(
            "script", ["-qefc", $"stty cols {columns} rows 50; exec {digits} {string.Join(' ', arguments)}", "/dev/null"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["TERM"] = "xterm-256color" },
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        string shown = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return [.. ControlSequence().Replace(shown, string.Empty).Split('\n').Select(line => line.TrimEnd('\r', ' '))];
    }

    [GeneratedRegex(@"\x1b[\[=>][0-9;?]*[a-zA-Z]?|\x04|\x08")]
    private static partial Regex ControlSequence();
}
