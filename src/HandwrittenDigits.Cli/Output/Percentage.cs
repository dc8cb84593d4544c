namespace HandwrittenDigits.Cli.Output;

/// <summary>Writes shares as percentages.</summary>
internal static class Percentage
{
    /// <summary>A share of 0 to 1 with two decimals, or a dash where it is not known.</summary>
    public static string Of(double? share) => share is { } known ? $"{known * 100:0.00} %" : "-";
}
