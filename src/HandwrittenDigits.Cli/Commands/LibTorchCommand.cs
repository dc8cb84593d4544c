using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits libtorch</c>: fetches what training and the notebooks need.</summary>
internal static class LibTorchCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new DigitsCommand(
            "libtorch",
            "Fetch libtorch, which training and the notebooks need, unless it is there, and say where it is",
            ("digits libtorch", "once; 'digits train' and 'digits tour' do it by themselves"))
        {
            CommonOptions.Json,
        };
        command.SetAction((parse, cancellation) => RunAsync(CommandOutput.For(parse), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandOutput output, CancellationToken cancellationToken)
    {
        string folder = await LibTorchInstallation.EnsureAsync(output, cancellationToken);
        if (output.IsJson)
        {
            JsonOutput.Write(new { folder });
        }
        else
        {
            output.Result($"libtorch is in {folder}");
        }

        return ExitCode.Success;
    }
}
