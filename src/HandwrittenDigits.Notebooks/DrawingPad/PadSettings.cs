using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Notebooks;

/// <summary>What the pad's script is started with.</summary>
internal sealed record PadSettings(
    string Id,
    string Title,
    string FileName,
    string? Writer,
    double PenWidth,
    double Temperature,
    UnsureRule? Unsure,
    PadNetwork Network);
