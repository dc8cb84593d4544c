using Spectre.Console;

namespace HandwrittenDigits.Cli.Output;

/// <summary>Progress bars on a terminal; nothing where the output is redirected, where plain lines say the same.</summary>
internal static class LiveProgress
{
    /// <summary>Runs a job with bars.</summary>
    /// <param name="console">Where they are shown, and where the job may write lines meanwhile.</param>
    /// <param name="job">The job; it gets nothing to draw with where there is no terminal.</param>
    public static Task<T> RunAsync<T>(IAnsiConsole console, Func<ProgressContext?, Task<T>> job) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi && console.Profile.Capabilities.Interactive
            ? console.Progress()
                .AutoClear(true)
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn(),
                    new PercentageColumn(),
                    new RemainingTimeColumn())
                .StartAsync<T>(context => job(context))
            : job(null);
}
