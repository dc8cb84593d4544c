using System.Globalization;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Documentation;

/// <summary>What <c>.editorconfig</c> says of the length of a line, which the compiler does not check.</summary>
public sealed class LineLengthTests
{
    [Fact]
    public void Lines_OfCSharpFiles_AreNoLongerThanEditorConfigSays()
    {
        string setting = File.ReadLines(Path.Combine(Repository.Root, ".editorconfig"))
            .Single(line => line.StartsWith("max_line_length", StringComparison.Ordinal));
        int longest = int.Parse(setting.Split('=')[1], CultureInfo.InvariantCulture);
        string[] files = [.. Repository.Sources("src", "tests", "benchmarks")];

        files.Length.ShouldBeGreaterThan(100);
        files.SelectMany(file => LongLines(file, longest)).ShouldBeEmpty($"a line has at most {longest} characters");
    }

    private static IEnumerable<string> LongLines(string file, int longest) => File.ReadLines(file)
        .Select((line, i) => (Number: i + 1, line.Length))
        .Where(line => line.Length > longest)
        .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number} has {line.Length}");
}
