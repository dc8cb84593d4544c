using System.CommandLine;

namespace HandwrittenDigits.Cli.Invocation;

/// <summary>What a mistyped command or option may have been meant to be.</summary>
internal static class Suggestion
{
    // One letter missing, too many or wrong, or two in the wrong order; twice that in a longer word.
    private const int ShortWord = 5;

    /// <summary>" Did you mean ...?" with the nearest name that the command knows, or nothing where none is near.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="command">Whose subcommands or options are meant.</param>
    public static string For(string typed, Command command)
    {
        IEnumerable<string> names = typed.StartsWith('-')
            ? Options(command).SelectMany(option => option.Aliases.Append(option.Name)).Where(
                name => name.StartsWith("--", StringComparison.Ordinal))
            : command.Subcommands.Select(inner => inner.Name);
        int most = typed.TrimStart('-').Length < ShortWord ? 1 : 2;
        string? nearest = names.Where(name => Distance(typed, name) <= most).MinBy(name => Distance(typed, name));
        return nearest is null ? string.Empty : $" Did you mean '{nearest}'?";
    }

    private static IEnumerable<Option> Options(Command command) => command.Options.Concat(
        command.Parents.OfType<Command>().SelectMany(Options).Where(option => option.Recursive));

    // Optimal string alignment: Levenshtein's distance with neighbours that changed places as one step.
    private static int Distance(string a, string b)
    {
        int[,] steps = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    steps[i, j] = i + j;
                    continue;
                }

                int changed = steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                steps[i, j] = Math.Min(changed, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
                }
            }
        }

        return steps[a.Length, b.Length];
    }
}
