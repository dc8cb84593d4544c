namespace HandwrittenDigits.Imaging;

/// <summary>
/// What <see cref="StrokeRasterizer"/> did on the way from strokes to a digit's image, step by step, to be looked at.
/// Pixel (x, y) of an image covers the square from (x, y) to (x + 1, y + 1).
/// </summary>
/// <param name="Box">The box around the pen's centre lines, in the drawing's unit; <see langword="null"/> where nothing was drawn.</param>
/// <param name="Scale">Pixels per unit of the drawing, by which the ink fits into 20x20; 0 for a dot.</param>
/// <param name="FittedStrokes">The strokes as fitted, in pixels, before the shift, points closer than 1/64 pixel left out.</param>
/// <param name="Fitted">The ink fitted into 20x20, its box in the middle of the image.</param>
/// <param name="CentreOfMass">The centre of mass of <paramref name="Fitted"/>, in pixels.</param>
/// <param name="Shift">By how much the ink is then moved, in pixels, so that its centre of mass comes to (14.5, 14.5);
/// held back where that would take ink out of the image.</param>
/// <param name="Image">The result.</param>
public sealed record RasterizationSteps(
    InkBox? Box,
    double Scale,
    Drawing FittedStrokes,
    DigitImage Fitted,
    InkPoint CentreOfMass,
    InkPoint Shift,
    DigitImage Image);
