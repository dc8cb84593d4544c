namespace HandwrittenDigits.Testing;

/// <summary>The parameters at the top of the repository's notebooks.</summary>
public static class NotebookParameters
{
    private static readonly (string Usual, string Quick)[] Parameters =
    [
        ("int digits = 60_000;", "int digits = 1_500;"), ("int steps = 240;", "int steps = 40;"),
        ("int heartSteps = 400;", "int heartSteps = 20;"), ("int changed = 1_000;", "int changed = 100;"),
        ("int drawingCount = 1_500;", "int drawingCount = 200;"),
    ];

    /// <summary>A cell with fewer digits and steps, so that the notebook runs in seconds: for tests about its host.</summary>
    public static string Quick(string source) =>
        Parameters.Aggregate(source, (text, parameter) => text.Replace(parameter.Usual, parameter.Quick, StringComparison.Ordinal));
}
