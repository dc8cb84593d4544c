using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Training.Sweeps;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HandwrittenDigits.Cli.Sweeps;

/// <summary>Shows a sweep while it goes: a table on a terminal, a line a change where the output is redirected.</summary>
/// <param name="output">Where.</param>
/// <param name="live">What draws the table; nothing where there is no terminal.</param>
internal sealed class SweepDisplay(CommandOutput output, LiveDisplayContext? live) : IProgress<SweepStatus>
{
    // As many trainings as a terminal shows at once, beside a few lines of others.
    private const int MostRows = 15;

    private readonly Dictionary<int, SweepTaskState> said = [];

    /// <summary>Runs a job with a live table, where there is a terminal.</summary>
    public static Task<T> RunAsync<T>(CommandOutput output, Func<SweepDisplay, Task<T>> job)
    {
        IAnsiConsole console = output.Results;
        return console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi && console.Profile.Capabilities.Interactive
            ? console.Live(new Text(string.Empty)).AutoClear(true).StartAsync(live => job(new SweepDisplay(output, live)))
            : job(new SweepDisplay(output, null));
    }

    /// <inheritdoc/>
    public void Report(SweepStatus value)
    {
        if (live is not null)
        {
            live.UpdateTarget(Draw(value));
            return;
        }

        foreach (SweepTaskStatus task in value.Tasks)
        {
            // What is already so as the sweep begins, and what only waits, needs no line.
            bool isFirst = !said.TryGetValue(task.Task.Number, out SweepTaskState before);
            said[task.Task.Number] = task.State;
            if (!isFirst && before != task.State && task.State is not (SweepTaskState.Waiting or SweepTaskState.Stopped))
            {
                output.Result(Line(task));
            }
        }
    }

    /// <summary>What a state is called.</summary>
    public static string Name(SweepTaskState state) => state == SweepTaskState.GivenUp ? "given up" : state.ToString().ToLowerInvariant();

    private static string Line(SweepTaskStatus task)
    {
        string figures = task.Run?.Best is { } best ? $", validation {Percentage.Of(best.ValidationAccuracy)}" : string.Empty;
        string note = task.Note is { } reason ? $": {reason}" : string.Empty;
        return $"training {task.Task.Number} ({task.Task.Description}): {Name(task.State)}{figures}{note}";
    }

    private Rows Draw(SweepStatus status)
    {
        TextTable table = output.Table(">#", "State", ">Epochs", ">Validation", "What the sweep sets");
        IEnumerable<SweepTaskStatus> shown = status.Tasks
            .OrderBy(task => Rank(task.State))
            .ThenByDescending(task => task.Run?.Best?.ValidationAccuracy)
            .Take(MostRows)
            .OrderBy(task => task.Task.Number);
        foreach (SweepTaskStatus task in shown)
        {
            table.AddTextRow(
                $"{task.Task.Number}", Name(task.State), $"{task.Run?.Epochs.Count ?? 0}/{task.Task.Options.Epochs}",
                Percentage.Of(task.Run?.Best?.ValidationAccuracy), task.Task.Description);
        }

        IEnumerable<SweepTaskState> states = Enum.GetValues<SweepTaskState>().Where(state => status.Count(state) > 0);
        IRenderable counts = new Text(string.Join(", ", states.Select(state => $"{status.Count(state):N0} {Name(state)}")));
        return new Rows(table, counts);
    }

    private static int Rank(SweepTaskState state) => state switch
    {
        SweepTaskState.Running => 0,
        SweepTaskState.Failed => 1,
        SweepTaskState.Complete or SweepTaskState.Stopped => 2,
        _ => 3,
    };
}
