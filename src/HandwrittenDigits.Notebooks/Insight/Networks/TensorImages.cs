using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Pictures;
using static TorchSharp.torch;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>Between tensors and what pictures are drawn of.</summary>
internal static class TensorImages
{
    /// <summary>A tensor's numbers, row-major.</summary>
    public static float[] ToArray(Tensor tensor)
    {
        using Tensor contiguous = tensor.detach().to(ScalarType.Float32).contiguous();
        return contiguous.data<float>().ToArray();
    }

    /// <summary><c>[copies, 1, 28, 28]</c> float32, ink = 1, in the order of memory in which libtorch's convolutions are right.</summary>
    public static Tensor OfDigit(DigitImage digit, int copies = 1)
    {
        byte[] pixels = [.. Enumerable.Repeat(digit.Pixels.ToArray(), copies).SelectMany(copy => copy)];
        using var tensors = new DigitTensors(new DigitDataset("one digit", pixels, new byte[copies]));
        return tensors.Slice(0, copies);
    }

    /// <summary>A grid of small images, row by row.</summary>
    /// <param name="title">What they are.</param>
    /// <param name="description">What is to be seen in them, for those who can't see it.</param>
    /// <param name="images">The images, of one size.</param>
    /// <param name="side">The side of each on the page, CSS pixels.</param>
    /// <param name="columns">How many in a row.</param>
    public static PictureOutput Grid(string title, string description, IReadOnlyList<RasterImage> images, int side, int columns)
    {
        const int gap = 6;
        int rows = (images.Count + columns - 1) / columns;
        var picture = new Picture(columns * (side + gap), Math.Max(1, rows) * (side + gap), description);
        for (int i = 0; i < images.Count; i++)
        {
            double x = i % columns * (side + gap);
            double y = i / columns * (side + gap);
            picture.Image(x, y, side, side, images[i]);
            picture.Rectangle(x + 0.5, y + 0.5, side - 1, side - 1, null, Colour.Grid);
        }

        return new PictureOutput(title, picture);
    }
}
