using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace HandwrittenDigits.Cli.Invocation;

/// <summary>
/// Numbers on the command line are read as they are written, or refused: System.CommandLine's own reading drops commas, so that
/// 0,01 would be 1.
/// </summary>
internal static class WrittenNumber
{
    /// <summary>Makes every option and argument of a command and its subcommands read numbers so.</summary>
    public static void ReadIn(Command command)
    {
        foreach (Option option in command.Options)
        {
            switch (option)
            {
                case Option<double> required:
                    required.CustomParser = result => Parse<double>(result) ?? 0;
                    break;
                case Option<double?> optional:
                    optional.CustomParser = Parse<double>;
                    break;
                case Option<int> required:
                    required.CustomParser = result => Parse<int>(result) ?? 0;
                    break;
                case Option<int?> optional:
                    optional.CustomParser = Parse<int>;
                    break;
                case Option<long?> optional:
                    optional.CustomParser = Parse<long>;
                    break;
                default:
                    break;
            }
        }

        foreach (Command inner in command.Subcommands)
        {
            ReadIn(inner);
        }
    }

    private static T? Parse<T>(ArgumentResult result)
        where T : struct, INumber<T>
    {
        bool isWhole = typeof(T) != typeof(double);
        string text = result.Tokens[0].Value;
        if (T.TryParse(text, isWhole ? NumberStyles.AllowLeadingSign : NumberStyles.Float, CultureInfo.InvariantCulture, out T number))
        {
            return number;
        }

        string name = (result.Parent as OptionResult)?.IdentifierToken?.Value ?? result.Argument.Name;
        string how =
            isWhole ? "a whole number, without separators between thousands" : "a number with a point and without separators, as in 0.01";
        result.AddError($"{name} {text} can't be read: write {how}.");
        return null;
    }
}
