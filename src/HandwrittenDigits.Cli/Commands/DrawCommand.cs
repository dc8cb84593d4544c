using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Notebooks;
using SharedSource;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits draw</c>: the drawing pad in a browser, without a notebook.</summary>
internal static class DrawCommand
{
    private static readonly Option<FileInfo> Target = new("--output")
    {
        Description = "Write the pad's page here, and leave it there [default: a file of its own in the folder for temporary files]",
        HelpName = "FILE.html",
    };

    private static readonly Option<bool> NoBrowser = new("--no-browser") { Description = "Write the page and do not open it" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new DigitsCommand(
            "draw",
            "Open a sheet in the browser on which you draw digits and see them read",
            ("digits draw", "with the shipped model"),
            ("digits draw --model runs/20260131-235959", "with one that you trained"),
            ("digits draw --output pad.html --no-browser", "a page to keep: it needs no network and nothing else"))
        {
            CommonOptions.Model, Target, NoBrowser, CommonOptions.Json,
        };
        command.SetAction(parse => Run(parse, CommandOutput.For(parse)));
        return command;
    }

    private static int Run(ParseResult parse, CommandOutput output)
    {
        var model = ModelArgument.Of(parse);
        string page = parse.GetValue(Target)?.FullName ?? Path.Combine(Path.GetTempPath(), $"digits-draw-{Environment.ProcessId}.html");
        var pad = new DrawingPad(model.CreateClassifier());
        AtomicFile.WriteAllText(page, pad.ToPage($"Draw a digit: {model.Name}"));
        bool isOpen = !parse.GetValue(NoBrowser) && Open(page);
        if (output.IsJson)
        {
            JsonOutput.Write(new { page, opened = isOpen });
        }
        else
        {
            output.Result(isOpen
                ? $"To draw: {new Uri(page).AbsoluteUri} is open in your browser."
                : $"To draw, open {new Uri(page).AbsoluteUri} in a browser.");
        }

        return ExitCode.Success;
    }

    // What each system opens a file by: its own association.
    private static bool Open(string page)
    {
        try
        {
            using Process? opener = OperatingSystem.IsWindows() ? Process.Start(new ProcessStartInfo(page) { UseShellExecute = true })
                : Process.Start(
                    new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [page]) { RedirectStandardError = true });
            return opener is not null;
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException)
        {
            return false;
        }
    }
}
