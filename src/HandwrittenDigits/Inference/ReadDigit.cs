using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Inference;

/// <summary>One digit of a picture.</summary>
/// <param name="Box">Where it is, in the picture's pixels.</param>
/// <param name="Image">Its ink as the network saw it.</param>
/// <param name="Prediction">What it was read as.</param>
public sealed record ReadDigit(PixelBox Box, DigitImage Image, Prediction Prediction);
