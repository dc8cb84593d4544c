using System.Reflection;

namespace HandwrittenDigits.Cli.Invocation;

/// <summary>How this program is started again.</summary>
internal static class ThisProgram
{
    /// <summary>The program's file and, where .NET's host runs it, its assembly; those of a tool stay when it is updated.</summary>
    public static IReadOnlyList<string> Command
    {
        get
        {
            string program =
                Environment.ProcessPath ?? throw new InvalidOperationException("This system does not tell a program its own file.");
            bool isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
            return isHost ? [program, Assembly.GetExecutingAssembly().Location] : [LinkTo(program)];
        }
    }

    // A tool's file lies in a folder of its version, TOOLS/.store/NAME/VERSION/..., and TOOLS has a link to it.
    private static string LinkTo(string program)
    {
        int store = program.IndexOf($"{Path.DirectorySeparatorChar}.store{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        string link = store < 0 ? program : Path.Combine(program[..store], Path.GetFileName(program));
        return File.Exists(link) ? link : program;
    }
}
