using HandwrittenDigits.Data;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Output;

/// <summary>Shows how data are found and downloaded: a bar for each download, or a line as each begins and ends.</summary>
/// <param name="console">Where it is shown.</param>
/// <param name="bars">What draws bars; nothing where there is no terminal.</param>
internal sealed class DataProgressDisplay(IAnsiConsole console, ProgressContext? bars) : IProgress<DataProgress>
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ProgressTask> downloads = [];
    private readonly HashSet<string> said = [];

    /// <inheritdoc/>
    public void Report(DataProgress value)
    {
        lock (gate)
        {
            switch (value.Stage)
            {
                case DataStage.Note:
                    Say($"note: {value.Message}");
                    break;
                case DataStage.Downloading when bars is not null && value.BytesTotal > 0:
                    Bar(value).Value = value.BytesDone;
                    break;
                case DataStage.Downloading:
                    Say(value.Message);
                    break;
                default:
                    break;
            }
        }
    }

    private ProgressTask Bar(DataProgress value)
    {
        string file = value.File ?? value.Message;
        if (!downloads.TryGetValue(file, out ProgressTask? bar))
        {
            bar = bars!.AddTask(Markup.Escape(file), maxValue: value.BytesTotal);
            downloads.Add(file, bar);
        }

        return bar;
    }

    // Every chunk of a download says the same line; a log needs it once.
    private void Say(string line)
    {
        if (said.Add(line))
        {
            console.WriteLine(line);
        }
    }
}
