using System.Text.RegularExpressions;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Documentation;

/// <summary>The names in the documents for contributors are names of things that exist.</summary>
public sealed partial class ArchitectureTests
{
    // Another library's types, and projects.
    private static readonly HashSet<string> Others = ["SubmitCode", "CompositeKernel", "HandwrittenDigits", "NotebookKernel"];

    [Theory]
    [InlineData("docs/architecture.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Names_InTheText_AreOfTypesAndFilesInTheRepository(string document)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, document));
        HashSet<string> types = [.. Repository.Sources("src", "tests").Select(Path.GetFileNameWithoutExtension).OfType<string>()];

        string[] names = [.. Name().Matches(text).Select(match => match.Groups[1].Value).Where(name => !Others.Contains(name))];
        string[] paths = [.. PathInText().Matches(text).Select(match => match.Groups[1].Value)];

        names.Length.ShouldBeGreaterThan(5);
        names.Where(name => !types.Contains(name)).ShouldBeEmpty();
        paths.Where(path => !Path.Exists(Path.Combine(Repository.Root, path))).ShouldBeEmpty();
    }

    // A type, perhaps with a member.
    [GeneratedRegex(@"`([A-Z][A-Za-z0-9]+)(?:\.[A-Z]\w*)?`")]
    private static partial Regex Name();

    [GeneratedRegex(@"`((?:src|tests|docs|benchmarks)/[\w./-]+)`")]
    private static partial Regex PathInText();
}
