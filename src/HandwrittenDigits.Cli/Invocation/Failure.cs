using System.Text.Json;
using System.Text.RegularExpressions;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Cli.Training;
using HandwrittenDigits.Data;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Sweeps;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Invocation;

/// <summary>Why a command did not do its job.</summary>
/// <param name="Code">The <see cref="ExitCode"/>.</param>
/// <param name="Message">What a person reads.</param>
/// <param name="Cause">The exception, if it was one.</param>
internal sealed partial record Failure(int Code, string Message, Exception? Cause)
{
    /// <summary>What an exception means to the person who ran the command.</summary>
    /// <param name="exception">What ended the command.</param>
    /// <param name="cancellation">Whether it had been asked to stop.</param>
    public static Failure Of(Exception exception, CancellationToken cancellation) => exception switch
    {
        RunStoppedException => new(ExitCode.Cancelled, exception.Message, exception),
        OperationCanceledException when cancellation.IsCancellationRequested => new(ExitCode.Cancelled, "Stopped.", exception),
        AggregateException { InnerExceptions: [{ } inner, ..] } => Of(inner, cancellation),
        UsageException or SweepFileException => new(ExitCode.Usage, exception.Message, exception),
        DigitDataException or ModelFormatException or RunFolderException
            or FileNotFoundException or DirectoryNotFoundException or InvalidDataException
            => new(ExitCode.Data, exception.Message, exception),
        ArgumentException and not ArgumentNullException =>
            new(ExitCode.Usage, ParameterName().Replace(exception.Message, string.Empty), exception),
        IOException or UnauthorizedAccessException or HttpRequestException => new(ExitCode.Failure, exception.Message, exception),
        _ when IsOurs(exception) => new(ExitCode.Failure, exception.Message, exception),
        _ => new(
            ExitCode.Failure,
            $"Unexpected {exception.GetType().Name}: {exception.Message} "
                + "That is a mistake of this program's: run it again with --verbose to see where.",
            exception),
    };

    /// <summary>Tells the person on standard error and, where it is wanted, the script on standard output.</summary>
    /// <param name="json">Write an object to standard output: <c>{"error": ..., "exitCode": ...}</c>.</param>
    /// <param name="verbose">Show where it happened.</param>
    /// <returns>The exit code.</returns>
    public int Report(bool json, bool verbose)
    {
        IAnsiConsole console = Terminal.Error();
        console.Write(new Text(Code == ExitCode.Cancelled ? string.Empty : "error: ", new Style(Color.Red)));
        TextWriter lines = console.Profile.Out.Writer;
        lines.WriteLine(Message);
        if (verbose && Cause is not null)
        {
            lines.WriteLine(Cause);
        }

        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { error = Message, exitCode = Code }, JsonOutput.Options));
        }

        return Code;
    }

    // The project's own exceptions are written for people; those of others are not.
    private static bool IsOurs(Exception exception) =>
        exception.GetType().Namespace?.Split('.')[0] is "HandwrittenDigits" or "NotebookKernel";

    [GeneratedRegex(@" \(Parameter '[^']*'\)(\s+Actual value was .*)?$", RegexOptions.Singleline)]
    private static partial Regex ParameterName();
}

/// <summary>What was asked for is not possible in this way; the message says what is.</summary>
/// <param name="message">One line for the person who typed it.</param>
/// <param name="inner">What noticed it.</param>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
