namespace Hosts.Tests.DrawingPad;

/// <summary>What the page read of one drawing that was replayed on it.</summary>
/// <param name="Digits">How many digits it took the drawing for.</param>
/// <param name="Whole">All of it, read as one digit.</param>
public sealed record PadReplay(int Digits, PadReading Whole);
