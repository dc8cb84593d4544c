using HandwrittenDigits.Imaging;

namespace Hosts.Tests.DrawingPad;

/// <summary>What the page read of one digit.</summary>
/// <param name="Strokes">The strokes as the page holds them.</param>
/// <param name="Image">28x28 bytes in base64.</param>
/// <param name="Logits">Ten logits.</param>
/// <param name="Probabilities">Ten probabilities.</param>
/// <param name="Label">The answer.</param>
/// <param name="Unsure">Whether it would rather not say.</param>
public sealed record PadReading(double[][][] Strokes, string Image, float[] Logits, double[] Probabilities, int Label, bool Unsure)
{
    /// <summary>The 28x28 bytes that the network saw.</summary>
    public byte[] Pixels => Convert.FromBase64String(Image);

    /// <summary>The strokes for the library.</summary>
    public Drawing Drawing => new([.. Strokes.Select(points => new Stroke(points.Select(point => new InkPoint(point[0], point[1]))))]);
}
