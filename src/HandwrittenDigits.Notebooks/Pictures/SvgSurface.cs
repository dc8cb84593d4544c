using System.Text;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Display;

namespace HandwrittenDigits.Notebooks.Pictures;

/// <summary>Draws a <see cref="Picture"/> as an SVG element for a page.</summary>
/// <remarks>What is drawn in shades of paper and ink changes them for each other where the page is dark (<see cref="Markup"/>).</remarks>
internal sealed class SvgSurface(int width, int height, string description) : PictureSurface
{
    private const string OnPaper = " class=\"hd-paper\"";

    private readonly StringBuilder svg = new();

    /// <inheritdoc/>
    public override void Rectangle(double x, double y, double width, double height, Colour? fill, Colour? stroke) =>
        svg.Append(
            $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\""
            + $"{Shades(fill)}{Paint("fill", fill)}{Paint("stroke", stroke)}/>");

    /// <inheritdoc/>
    public override void Line(IReadOnlyList<InkPoint> points, Colour colour, double width, LineDash dash)
    {
        string path = string.Join(' ', points.Select(point => $"{point.X:0.##},{point.Y:0.##}"));
        string dashes = dash switch
        {
            LineDash.Dashed => " stroke-dasharray=\"6 4\"",
            LineDash.Dotted => " stroke-dasharray=\"2 3\"",
            _ => "",
        };
        svg.Append(
            $"<polyline points=\"{path}\" fill=\"none\"{Shades(colour)}{Paint("stroke", colour)}"
            + $" stroke-width=\"{width:0.##}\" stroke-linejoin=\"round\"{dashes}/>");
    }

    /// <inheritdoc/>
    public override void Marker(InkPoint centre, double radius, MarkerShape shape, Colour colour)
    {
        (double x, double y, double r) = (centre.X, centre.Y, radius);
        svg.Append(shape switch
        {
            MarkerShape.Square =>
                $"<rect x=\"{x - r:0.##}\" y=\"{y - r:0.##}\" width=\"{2 * r:0.##}\" height=\"{2 * r:0.##}\"{Paint("fill", colour)}/>",
            MarkerShape.Diamond =>
                $"<path d=\"M{x:0.##} {y - (1.3 * r):0.##}L{x + (1.3 * r):0.##} {y:0.##}"
                + $"L{x:0.##} {y + (1.3 * r):0.##}L{x - (1.3 * r):0.##} {y:0.##}Z\"{Paint("fill", colour)}/>",
            MarkerShape.Cross =>
                $"<path d=\"M{x - r:0.##} {y - r:0.##}L{x + r:0.##} {y + r:0.##}"
                + $"M{x - r:0.##} {y + r:0.##}L{x + r:0.##} {y - r:0.##}\"{Paint("stroke", colour)} stroke-width=\"2\"/>",
            _ => $"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{r:0.##}\"{Paint("fill", colour)}/>",
        });
    }

    /// <inheritdoc/>
    public override void Text(InkPoint at, string text, Colour colour, double size, TextAlign align, bool bold, bool upright)
    {
        string anchor = align switch
        {
            TextAlign.Centre => " text-anchor=\"middle\"",
            TextAlign.Right => " text-anchor=\"end\"",
            _ => "",
        };
        string turn = upright ? $" transform=\"rotate(-90 {at.X:0.##} {at.Y:0.##})\"" : "";
        svg.Append(
            $"<text x=\"{at.X:0.##}\" y=\"{at.Y:0.##}\" font-size=\"{size:0.##}\"{(bold ? " font-weight=\"600\"" : "")}"
            + $"{anchor}{turn}{Shades(colour)}{Paint("fill", colour)}>{Markup.Encode(text)}</text>");
    }

    /// <inheritdoc/>
    public override void Image(double x, double y, double width, double height, RasterImage image) =>
        svg.Append(
            $"<image x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" preserveAspectRatio=\"none\""
            + $"{(image.IsPhoto ? "" : OnPaper)} style=\"image-rendering:pixelated\""
            + $" href=\"data:image/png;base64,{Convert.ToBase64String(image.ToPng())}\"/>");

    /// <inheritdoc/>
    public override string ToString() =>
        $"<svg role=\"img\" aria-label=\"{Markup.Encode(description)}\" xmlns=\"http://www.w3.org/2000/svg\""
        + $" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"system-ui,sans-serif\">"
        + $"{svg}</svg>";

    private static string Shades(Colour? colour) => colour is { IsShade: true } ? OnPaper : "";

    // A rectangle's fill is black unless said otherwise.
    private static string Paint(string property, Colour? colour) => colour is not { } paint
        ? property == "fill" ? " fill=\"none\"" : ""
        : paint.Opacity < 1 ? $" {property}=\"{paint.Css}\" {property}-opacity=\"{paint.Opacity:0.##}\"" : $" {property}=\"{paint.Css}\"";
}
