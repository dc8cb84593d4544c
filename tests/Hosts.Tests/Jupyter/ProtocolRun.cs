using System.Text.Json;
using HandwrittenDigits.Testing;

namespace Hosts.Tests.Jupyter;

/// <summary>One run of <c>protocol_client.py</c>, in which Jupyter's own client drives the kernel through every scenario.</summary>
public sealed class ProtocolRun : IAsyncLifetime
{
    private readonly JupyterInstallation jupyter = new();

    /// <summary>Why nothing was run, null if it was.</summary>
    public string? Missing => jupyter.Missing;

    /// <summary>What went wrong in each scenario; empty if nothing did.</summary>
    public IReadOnlyDictionary<string, string> Failures { get; private set; } = new Dictionary<string, string>();

    /// <summary>The run's own last words, for a scenario that it never came to.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Runs the scenarios.</summary>
    public async ValueTask InitializeAsync()
    {
        await jupyter.InitializeAsync();
        if (Missing is null)
        {
            string script = Path.Combine(Repository.Root, "tests", "Hosts.Tests", "Jupyter", "protocol_client.py");
            CompletedProcess run = await jupyter.RunPythonAsync(script, JupyterInstallation.KernelName);
            Error = run.Error;
            Failures = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<Outcome>(line, JsonSerializerOptions.Web)!)
                .ToDictionary(outcome => outcome.Scenario, outcome => outcome.Failure);
        }
    }

    /// <summary>Removes what it made.</summary>
    public ValueTask DisposeAsync() => jupyter.DisposeAsync();

    private sealed record Outcome(string Scenario, string Failure);
}
