using System.Reflection;

namespace HandwrittenDigits.Cli.Sweeps;

/// <summary>How this program is started again.</summary>
internal static class ThisProgram
{
    /// <summary>The program's file and, where .NET's host runs it, its assembly.</summary>
    public static IReadOnlyList<string> Command
    {
        get
        {
            string program = Environment.ProcessPath ?? throw new InvalidOperationException("This system does not tell a program its own file.");
            bool isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
            return isHost ? [program, Assembly.GetExecutingAssembly().Location] : [program];
        }
    }
}
