using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Galleries;

/// <summary>The way of a pen's strokes to 28x28 pixels, in four pictures.</summary>
public static class PreprocessingSteps
{
    private const int Panel = 196;
    private const int Gap = 24;
    private const int Head = 44;
    private const double Scale = Panel / (double)DigitImage.Side;

    /// <summary>Shows the strokes and their box, the fit into 20x20, the ink and its centre of mass, and the ink centred.</summary>
    /// <param name="drawing">At least one stroke.</param>
    /// <param name="options">The pen; by default <see cref="StrokeRasterizerOptions"/>'s defaults.</param>
    /// <exception cref="ArgumentException">Nothing was drawn.</exception>
    public static PictureOutput Of(Drawing drawing, StrokeRasterizerOptions? options = null)
    {
        RasterizationSteps steps = StrokeRasterizer.Steps(drawing, options);
        InkBox box = steps.Box ?? throw new ArgumentException("Nothing was drawn.", nameof(drawing));
        var centred = new InkPoint(steps.CentreOfMass.X + steps.Shift.X, steps.CentreOfMass.Y + steps.Shift.Y);
        var picture = new Picture(
            (4 * Panel) + (3 * Gap),
            Panel + Head,
            $"Four steps. The strokes, {box.Width:0} by {box.Height:0} units. "
            + $"Scaled by {steps.Scale:0.####}, so that the ink fits 20 by 20 pixels of 28 by 28. "
            + $"Drawn with antialiasing, centre of mass at ({steps.CentreOfMass.X:0.0}, {steps.CentreOfMass.Y:0.0}). "
            + $"Shifted by ({steps.Shift.X:0.0}, {steps.Shift.Y:0.0}), "
            + $"which brings the centre of mass to ({centred.X:0.0}, {centred.Y:0.0}).");

        DrawStrokes(picture, drawing, box);
        DrawFit(picture, steps.FittedStrokes);
        DrawInk(picture, 2, "3. ink, and its centre", steps.Fitted, steps.CentreOfMass);
        DrawInk(picture, 3, "4. centred: 28 × 28", steps.Image, centred);
        return new PictureOutput("From strokes to 28 × 28", picture);
    }

    private static double Left(int panel) => panel * (Panel + Gap);

    private static void DrawFrame(Picture picture, int panel, string title)
    {
        picture.Text(Left(panel), 22, title, size: 14);
        picture.Rectangle(Left(panel) + 0.5, Head + 0.5, Panel - 1, Panel - 1, Colour.Paper, Colour.Of(0x8C959F));
    }

    private static void DrawStrokes(Picture picture, Drawing drawing, InkBox box)
    {
        DrawFrame(picture, 0, "1. strokes, and their box");
        const double margin = 14;
        double scale = (Panel - (2 * margin)) / Math.Max(1e-9, Math.Max(box.Width, box.Height));
        double left = Left(0) + ((Panel - (box.Width * scale)) / 2);
        double top = Head + ((Panel - (box.Height * scale)) / 2);
        DrawPaths(
            picture,
            drawing,
            point => new InkPoint(left + ((point.X - box.Left) * scale), top + ((point.Y - box.Top) * scale)),
            Colour.Of(0x1F2328));
        picture.Rectangle(left, top, box.Width * scale, box.Height * scale, null, Colour.Accent);
    }

    private static void DrawFit(Picture picture, Drawing fitted)
    {
        DrawFrame(picture, 1, "2. fitted into 20 × 20");
        for (int i = 1; i < DigitImage.Side; i++)
        {
            picture.Line(Left(1) + (i * Scale), Head, Left(1) + (i * Scale), Head + Panel, Colour.Of(0xE4E8EC));
            picture.Line(Left(1), Head + (i * Scale), Left(1) + Panel, Head + (i * Scale), Colour.Of(0xE4E8EC));
        }

        DrawPaths(picture, fitted, point => new InkPoint(Left(1) + (point.X * Scale), Head + (point.Y * Scale)), Colour.Of(0x1F2328));
        picture.Rectangle(Left(1) + (4 * Scale), Head + (4 * Scale), 20 * Scale, 20 * Scale, null, Colour.Accent);
    }

    private static void DrawInk(Picture picture, int panel, string title, DigitImage ink, InkPoint centre)
    {
        DrawFrame(picture, panel, title);
        picture.Image(Left(panel) + 1, Head + 1, Panel - 2, Panel - 2, RasterImage.OfInk(ink));
        double x = Left(panel) + (centre.X * Scale);
        double y = Head + (centre.Y * Scale);
        picture.Line(x, Head, x, Head + Panel, Colour.Accent, 1, LineDash.Dashed);
        picture.Line(Left(panel), y, Left(panel) + Panel, y, Colour.Accent, 1, LineDash.Dashed);
        picture.Marker(x, y, 4, MarkerShape.Circle, Colour.Accent);
    }

    private static void DrawPaths(Picture picture, Drawing drawing, Func<InkPoint, InkPoint> map, Colour colour)
    {
        foreach (Stroke stroke in drawing.Strokes)
        {
            InkPoint[] points = [.. stroke.Points.Select(map)];
            if (points.Length > 1)
            {
                picture.Line(points, colour, 2);
            }

            picture.Marker(points[0].X, points[0].Y, 3, MarkerShape.Circle, Colour.Wrong);
        }
    }
}
