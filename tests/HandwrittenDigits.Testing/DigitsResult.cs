using System.Text.Json;

namespace HandwrittenDigits.Testing;

/// <summary>How one run of <c>digits</c> ended.</summary>
/// <param name="ExitCode">0 where the job is done.</param>
/// <param name="Output">All of standard output.</param>
/// <param name="Error">All of standard error.</param>
public sealed record DigitsResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as the one JSON object that it has to be.</summary>
    /// <exception cref="InvalidOperationException">It is anything else.</exception>
    public JsonElement Json()
    {
        try
        {
            // Parsing refuses whatever follows the object.
            var json = JsonElement.Parse(Output);
            return json.ValueKind == JsonValueKind.Object ? json : throw new InvalidOperationException(
                $"Standard output is no JSON object:\n{this}");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"Standard output is not one JSON object: {e.Message}\n{this}", e);
        }
    }

    /// <summary>Everything, for the message of a failed assertion.</summary>
    public override string ToString() => $"exit code {ExitCode}\n--- standard output\n{Output}\n--- standard error\n{Error}";
}
