using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Galleries;

/// <summary>What a pixel is: a digit whole, and a part of it so large that its numbers can be read.</summary>
public static class PixelPicture
{
    private const int Whole = 280;
    private const int Part = 10;
    private const int PixelSide = 30;

    /// <summary>Shows a digit and the numbers of 10x10 of its pixels.</summary>
    /// <param name="digit">The digit.</param>
    /// <param name="left">The part's first column, 0 to 18.</param>
    /// <param name="top">The part's first row, 0 to 18.</param>
    public static PictureOutput Of(DigitImage digit, int left = 9, int top = 9)
    {
        ArgumentNullException.ThrowIfNull(digit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(left, DigitImage.Side - Part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top, DigitImage.Side - Part);
        const int gap = 40;
        var picture = new Picture(
            Whole + gap + (Part * PixelSide) + 1,
            (Part * PixelSide) + 1,
            $"A digit of 28 by 28 pixels, and the pixels of columns {left} to {left + Part - 1} "
            + $"and rows {top} to {top + Part - 1} with their numbers: 0 is paper, 255 full ink.");
        double scale = Whole / (double)DigitImage.Side;
        picture.Image(0, 10, Whole, Whole, RasterImage.OfInk(digit));
        picture.Rectangle(0.5, 10.5, Whole - 1, Whole - 1, null, Colour.Grid);
        picture.Rectangle(left * scale, 10 + (top * scale), Part * scale, Part * scale, null, Colour.Accent);
        List<IReadOnlyList<string>> rows = [];
        for (int y = top; y < top + Part; y++)
        {
            for (int x = left; x < left + Part; x++)
            {
                byte value = digit[x, y];
                uint paper = (uint)(byte.MaxValue - value);
                double cellLeft = Whole + gap + ((x - left) * PixelSide);
                double cellTop = (y - top) * PixelSide;
                picture.Rectangle(
                    cellLeft, cellTop, PixelSide, PixelSide, Colour.Of((paper << 16) | (paper << 8) | paper), Colour.Of(0x8C959F));
                var ink = Colour.Of(value > 110 ? 0xFFFFFFu : 0x1F2328u);
                picture.Text(cellLeft + (PixelSide / 2), cellTop + 19, $"{value}", ink, 11, TextAlign.Centre);
            }

            rows.Add([$"row {y}", .. Enumerable.Range(left, Part).Select(x => $"{digit[x, y]}")]);
        }

        var table = new TableOutput("Pixels, 0 to 255", ["", .. Enumerable.Range(left, Part).Select(x => $"{x}")], rows);
        return new PictureOutput("A digit, and the numbers of its middle", picture, table);
    }
}
