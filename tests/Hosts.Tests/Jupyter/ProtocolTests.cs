using System.Text.RegularExpressions;
using HandwrittenDigits.Testing;

namespace Hosts.Tests.Jupyter;

/// <summary>The messaging protocol, as a client sees it that isn't ours: Debian's <c>jupyter_client</c>.</summary>
public sealed partial class ProtocolTests(ProtocolRun run) : IClassFixture<ProtocolRun>
{
    /// <summary>The scenarios of <c>protocol_client.py</c>, by their functions' names.</summary>
    public static TheoryData<string> Scenarios { get; } =
    [
        .. ScenarioName()
            .Matches(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Hosts.Tests", "Jupyter", "protocol_client.py")))
            .Select(match => match.Groups[1].Value),
    ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Kernel_DrivenByJupytersClient_AnswersAsSpecified(string scenario)
    {
        Assert.SkipWhen(run.Missing is not null, run.Missing ?? "");

        run.Failures.TryGetValue(scenario, out string? failure).ShouldBeTrue(run.Error);
        failure.ShouldBeEmpty();
    }

    [GeneratedRegex(@"@scenario\ndef (\w+)")]
    private static partial Regex ScenarioName();
}
