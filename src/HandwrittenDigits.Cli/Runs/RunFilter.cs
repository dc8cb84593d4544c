using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Cli.Runs;

/// <summary>A condition on runs, as it is typed: <c>learningRate&gt;0.01</c>, <c>network=wide</c>, <c>name~sweep</c>.</summary>
internal static class RunFilter
{
    // The longer ones first: "<=" is no "<" with a value that begins with "=".
    private static readonly string[] Operators = ["!=", "<=", ">=", "=", "<", ">", "~"];

    /// <summary>Those of the runs that meet every condition.</summary>
    /// <exception cref="UsageException">A condition is none, or names what runs do not have.</exception>
    public static IReadOnlyList<RunSummary> Apply(IReadOnlyList<RunSummary> runs, IEnumerable<string> conditions)
    {
        IReadOnlyList<RunSummary> left = runs;
        foreach (string condition in conditions)
        {
            (string name, string test, string value) = Parse(condition);
            RunField? field = runs.Count > 0 ? RunField.Find(name, runs) : null;
            left = [.. left.Where(run => Holds(field!.Of(run), test, value))];
        }

        return left;
    }

    private static (string Field, string Operator, string Value) Parse(string condition)
    {
        int at = condition.IndexOfAny(['!', '<', '>', '=', '~']);
        string? test = at < 1 ? null : Operators.FirstOrDefault(sign => condition.AsSpan(at).StartsWith(sign, StringComparison.Ordinal));
        return test is null
            ? throw new UsageException(
                $"'{condition}' is no condition: write for example learningRate=0.01, validation>98%, network!=small or name~sweep.")
            : (condition[..at].Trim(), test, condition[(at + test.Length)..].Trim());
    }

    private static bool Holds(string? has, string test, string value) => test switch
    {
        "~" => has?.Contains(value, StringComparison.OrdinalIgnoreCase) == true,
        "=" => IsSame(has, value),
        "!=" => !IsSame(has, value),
        _ when string.IsNullOrEmpty(has) => false,
        "<" => RunField.Compare(has, value) < 0,
        ">" => RunField.Compare(has, value) > 0,
        "<=" => RunField.Compare(has, value) <= 0,
        _ => RunField.Compare(has, value) >= 0,
    };

    private static bool IsSame(string? has, string value) =>
        string.IsNullOrEmpty(has) ? value.Length == 0 : value.Length > 0 && RunField.Compare(has, value) == 0;
}
