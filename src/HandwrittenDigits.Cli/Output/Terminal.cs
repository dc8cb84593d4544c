using Spectre.Console;

namespace HandwrittenDigits.Cli.Output;

/// <summary>
/// The two streams of the process, as Spectre.Console writes to them: with colours and live progress on a terminal, with plain
/// text and lines of any length where they are redirected. <c>NO_COLOR</c> (no-color.org) is respected.
/// </summary>
internal static class Terminal
{
    // No line of a file is broken: what reads it, a person's pager or a script, knows better.
    private const int RedirectedWidth = 10_000;

    /// <summary>Standard output.</summary>
    public static IAnsiConsole Output() => Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Standard error.</summary>
    public static IAnsiConsole Error() => Create(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        bool noColor = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected || noColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }
}
