using System.Text.RegularExpressions;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Documentation;

/// <summary>What a reader of the project's README copies from it.</summary>
internal static partial class Readme
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    /// <summary>The C# blocks, in their order.</summary>
    public static IReadOnlyList<string> CodeBlocks { get; } = [.. CSharpBlock().Matches(Text).Select(block => block.Groups[1].Value)];

    /// <summary>What follows <c>digits</c> in every command, in blocks and in the running text.</summary>
    public static IReadOnlyList<string> Commands { get; } =
    [
        .. CommandLine().Matches(Text).Select(command => command.Groups[1].Value.Trim())
            .Where(command => command.Length > 0 && !Placeholder().IsMatch(command)).Distinct(),
    ];

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    // A line of a block, up to the two spaces before its explanation; or code in the text, up to its end.
    [GeneratedRegex(@"(?:^|`)(?:digits|dotnet run --project src/HandwrittenDigits\.Cli --)((?: [^\s`]+)*)", RegexOptions.Multiline)]
    private static partial Regex CommandLine();

    // "digits COMMAND --help"
    [GeneratedRegex(@"\bCOMMAND\b")]
    private static partial Regex Placeholder();
}
