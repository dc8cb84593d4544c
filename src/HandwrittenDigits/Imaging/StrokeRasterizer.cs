namespace HandwrittenDigits.Imaging;

/// <summary>
/// Prepares pen strokes as MNIST prepared its scans: the ink's box fitted into 20x20 pixels with its aspect kept, antialiased,
/// and the ink's centre of mass in the middle of pixel (14, 14), which is (14.5, 14.5) (http://yann.lecun.com/exdb/mnist/).
/// </summary>
/// <remarks>
/// <para>
/// This is the one definition of ink from strokes. The drawing pad repeats it in the page to the last bit, so it uses nothing
/// but <c>+ - * /</c>, square roots, minima, maxima and comparisons of doubles, in the order written here:
/// </para>
/// <list type="number">
/// <item><b>Fit.</b> <c>extent = max(maxX/2 - minX/2, maxY/2 - minY/2)</c>, halved so that no difference overflows. A point becomes
/// <c>x' = left + (x/2 - minX/2) / extent * side</c> with <c>side = 20 - penWidth</c> and <c>left = 14 - width / 2</c>,
/// <c>width = (maxX/2 - minX/2) / extent * side</c>; y alike. An extent of 0 puts every point at (14, 14).</item>
/// <item><b>Thin out.</b> A point closer than 1/64 pixel to the last one kept of its stroke is left out; a stroke's first point
/// stays.</item>
/// <item><b>Ink.</b> The value of a pixel is <c>floor(255 * clamp(0.5 + penWidth/2 - d, 0, 1) + 0.5)</c>, where d is the distance of
/// its centre (x + 0.5, y + 0.5) from the nearest segment.</item>
/// <item><b>Centre, twice.</b> The centre of mass is the integer sum of <c>value * (2x + 1)</c> over twice that of <c>value</c> ((14, 14)
/// for a blank image). <c>shift = clamp(shift + (14.5 - centre), -margin, margin)</c> with <c>margin = 14 - (width + penWidth) / 2</c>,
/// which keeps the ink's box in the image, y alike; then ink again, the shift added to every point kept.</item>
/// </list>
/// <para>Time and memory are linear in the number of points.</para>
/// </remarks>
public static class StrokeRasterizer
{
    internal const double BoxSide = 20;

    /// <summary>
    /// Where the centre of mass goes in x and y: the middle of pixel 14, where MNIST's is (14.49 and 14.49 on average over
    /// its test set), not the middle of the image.
    /// </summary>
    internal const double CentreOfMass = 14.5;

    private const double Middle = DigitImage.Side / 2.0;
    private const double LeastStepSquared = 1.0 / (64 * 64);

    private static readonly StrokeRasterizerOptions DefaultOptions = new();

    /// <summary>Draws <paramref name="drawing"/> as MNIST would hold it.</summary>
    /// <param name="drawing">Strokes in any unit, of any size, anywhere; without any the image is blank.</param>
    /// <param name="options">The pen; by default <see cref="StrokeRasterizerOptions"/>'s defaults.</param>
    /// <returns>28x28 pixels, ink = 255.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static DigitImage Rasterize(Drawing drawing, StrokeRasterizerOptions? options = null)
    {
        return new CentredInk(Fit(drawing, options ?? DefaultOptions)).Image;
    }

    /// <summary>Does what <see cref="Rasterize"/> does, and keeps what each step made.</summary>
    /// <param name="drawing">Strokes in any unit, of any size, anywhere.</param>
    /// <param name="options">The pen; by default <see cref="StrokeRasterizerOptions"/>'s defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static RasterizationSteps Steps(Drawing drawing, StrokeRasterizerOptions? options = null)
    {
        var ink = new CentredInk(Fit(drawing, options ?? DefaultOptions));
        return new RasterizationSteps(
            InkBox.Of(drawing),
            ink.Fit.Scale,
            new Drawing([.. ink.Fit.Paths.Select(path => new Stroke(path))]),
            ink.Fitted,
            ink.CentreOfMass,
            ink.Shift,
            ink.Image);
    }

    private static FittedInk Fit(Drawing drawing, StrokeRasterizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(drawing);
        options.Validate();
        if (InkBox.Of(drawing) is not { } box)
        {
            return new FittedInk([], options.PenWidth, 0, 0, 0);
        }

        double halfWidth = (box.Right / 2) - (box.Left / 2);
        double halfHeight = (box.Bottom / 2) - (box.Top / 2);
        double extent = Math.Max(halfWidth, halfHeight);
        double side = BoxSide - options.PenWidth;
        double width = extent > 0 ? halfWidth / extent * side : 0;
        double height = extent > 0 ? halfHeight / extent * side : 0;
        double left = Middle - (width / 2);
        double top = Middle - (height / 2);

        InkPoint Map(InkPoint point) => extent > 0
            ? new InkPoint(
                left + (((point.X / 2) - (box.Left / 2)) / extent * side),
                top + (((point.Y / 2) - (box.Top / 2)) / extent * side))
            : new InkPoint(Middle, Middle);

        InkPoint[][] paths = [.. drawing.Strokes.Select(stroke => ThinOut(stroke.Points, Map))];
        return new FittedInk(paths, options.PenWidth, extent > 0 ? side / extent / 2 : 0, width, height);
    }

    private static InkPoint[] ThinOut(IReadOnlyList<InkPoint> points, Func<InkPoint, InkPoint> map)
    {
        InkPoint last = map(points[0]);
        List<InkPoint> kept = [last];
        for (int i = 1; i < points.Count; i++)
        {
            InkPoint next = map(points[i]);
            double dx = next.X - last.X;
            double dy = next.Y - last.Y;
            if ((dx * dx) + (dy * dy) >= LeastStepSquared)
            {
                kept.Add(next);
                last = next;
            }
        }

        return [.. kept];
    }

    /// <summary>Centre lines fitted into 20x20 in the middle of the image; width and height are those of their box, in pixels.</summary>
    private sealed record FittedInk(InkPoint[][] Paths, double PenWidth, double Scale, double Width, double Height);

    /// <summary>Fitted ink, drawn and moved until its centre of mass is at the image's centre.</summary>
    private sealed class CentredInk
    {
        public CentredInk(FittedInk fit)
        {
            Fit = fit;
            var canvas = new InkCanvas(fit.PenWidth / 2);
            Fitted = canvas.Draw(fit.Paths, default);
            CentreOfMass = InkCanvas.CentreOfMass(Fitted.Pixels.Span);
            Image = Fitted;

            // Pixels are not quite blind to a shift of less than one: the second round takes the centre from 0.15 to 0.02 pixel.
            for (int round = 0; round < 2; round++)
            {
                InkPoint centre = InkCanvas.CentreOfMass(Image.Pixels.Span);
                Shift = new InkPoint(
                    HoldBack(Shift.X + (StrokeRasterizer.CentreOfMass - centre.X), Middle - ((fit.Width + fit.PenWidth) / 2)),
                    HoldBack(Shift.Y + (StrokeRasterizer.CentreOfMass - centre.Y), Middle - ((fit.Height + fit.PenWidth) / 2)));
                Image = canvas.Draw(fit.Paths, Shift);
            }
        }

        public FittedInk Fit { get; }

        public DigitImage Fitted { get; }

        public InkPoint CentreOfMass { get; }

        public InkPoint Shift { get; }

        public DigitImage Image { get; }

        private static double HoldBack(double shift, double margin) => Math.Min(Math.Max(shift, -margin), margin);
    }
}

/// <summary>
/// How <see cref="StrokeRasterizer"/> turns a pen's path into ink.
/// </summary>
public sealed record StrokeRasterizerOptions
{
    /// <summary>
    /// Width of the round pen in pixels of the 28x28 image, 0.5 to 8; 2.3 by default, which gives real pen strokes
    /// as much ink as MNIST's digits have.
    /// </summary>
    public double PenWidth { get; init; } = 2.3;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        // Under 0.5 a dot could fall between the centres of all pixels.
        if (!(PenWidth >= 0.5 && PenWidth <= 8))
        {
            throw new ArgumentOutOfRangeException(
                nameof(PenWidth), PenWidth, "The pen's width is in pixels of the 28x28 image: 0.5 to 8.");
        }
    }
}
