using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Modeling.Layers;
using HandwrittenDigits.Notebooks.Pictures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Notebooks.Monitoring;

/// <summary>
/// A network, drawn: what goes from layer to layer, each stack as large as its feature maps, each row as long as its features.
/// </summary>
public static class NetworkDiagram
{
    private const double PixelsPerPixel = 4;
    private const double Gap = 34;
    private const double Step = 3;
    private const int MostSheets = 12;
    private const double Middle = 96;
    private const int Height = 220;

    /// <summary>Draws a module.</summary>
    /// <param name="network">A <see cref="DigitCnn"/>, or a sequence of the usual layers.</param>
    /// <exception cref="InvalidNetworkException">The module holds another layer; the message names it.</exception>
    public static PictureOutput Of(Module<Tensor, Tensor> network) => Of(NetworkDescription.Of(network));

    /// <summary>Draws a network.</summary>
    /// <param name="network">The layers.</param>
    public static PictureOutput Of(NetworkDescription network)
    {
        ArgumentNullException.ThrowIfNull(network);
        List<(FeatureShape Shape, string Label)> stages = [(new(1, DigitImage.Side, DigitImage.Side), "image")];
        for (int i = 0; i < network.Layers.Length; i++)
        {
            // What changes no shape belongs to what came before; flattening is drawn by what reads it.
            if (network.Shapes[i] != network.InputShape(i) && network.Layers[i] is not FlattenLayer)
            {
                stages.Add((network.Shapes[i], network.Layers[i].Description));
            }
        }

        double width = stages.Sum(stage => Width(stage.Shape) + Gap);
        string description = $"From left to right: {string.Join("; ", stages.Select(stage => $"{stage.Label}: {Size(stage.Shape)}"))}.";
        var picture = new Picture((int)Math.Ceiling(Math.Max(width, 320)), Height, description);
        double x = Gap / 2;
        for (int i = 0; i < stages.Count; i++)
        {
            Draw(picture, x, stages[i].Shape);
            double centre = x + (Width(stages[i].Shape) / 2);
            picture.Text(centre, Height - 34, Size(stages[i].Shape), size: 12, align: TextAlign.Centre);
            picture.Text(centre, Height - (i % 2 == 0 ? 18 : 4), stages[i].Label, Colour.Muted, 11, TextAlign.Centre);
            x += Width(stages[i].Shape) + Gap;
        }

        return new PictureOutput("What goes from layer to layer", picture);
    }

    private static string Size(FeatureShape shape) =>
        shape.IsFlat ? $"{shape.Channels}" : $"{shape.Channels} × {shape.Height} × {shape.Width}";

    private static int Sheets(FeatureShape shape) => Math.Min(MostSheets, (int)Math.Ceiling(Math.Sqrt(shape.Channels)));

    private static double Width(FeatureShape shape) =>
        shape.IsFlat ? 28 : Math.Max(28, (shape.Width * PixelsPerPixel) + ((Sheets(shape) - 1) * Step));

    private static void Draw(Picture picture, double x, FeatureShape shape)
    {
        if (shape.IsFlat)
        {
            double length = Math.Min(150, 10 * Math.Sqrt(shape.Channels));
            picture.Rectangle(x + 8, Middle - (length / 2), 12, length, Colour.Series[0], Colour.Grid);
            return;
        }

        double height = shape.Height * PixelsPerPixel;
        for (int sheet = Sheets(shape) - 1; sheet >= 0; sheet--)
        {
            double shift = sheet * Step;
            picture.Rectangle(
                x + shift, Middle - (height / 2) - shift + 12, shape.Width * PixelsPerPixel, height, Colour.Series[0], Colour.Grid);
        }
    }
}
