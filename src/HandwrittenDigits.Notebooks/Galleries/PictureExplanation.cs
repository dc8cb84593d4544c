using System.Globalization;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Galleries;

/// <summary>
/// What a classifier saw in a picture: the picture, the ink found, and of each digit its 28x28 pixels, its probabilities and why it is
/// unsure.
/// </summary>
public static class PictureExplanation
{
    private const int Panel = 300;
    private const int Gap = 24;
    private const int Head = 32;
    private const int Cell = 84;
    private const int Bars = 130;
    private const int RowHeight = Cell + 40;
    private const int Columns = 3;

    /// <summary>Shows how a picture is read.</summary>
    /// <param name="photo">Grey levels, black = 0, white = 255.</param>
    /// <param name="classifier">What reads it; by default with the shipped model.</param>
    public static PictureOutput Of(GrayImage photo, DigitClassifier? classifier = null)
    {
        ArgumentNullException.ThrowIfNull(photo);
        return Of(photo, (classifier ?? DigitClassifier.LoadShipped()).Read(photo));
    }

    /// <summary>Shows how a picture was read.</summary>
    /// <param name="photo">The picture that was read.</param>
    /// <param name="reading">What was found in it.</param>
    /// <param name="title">What to call it.</param>
    public static PictureOutput Of(GrayImage photo, PictureReading reading, string title = "What was read")
    {
        ArgumentNullException.ThrowIfNull(photo);
        ArgumentNullException.ThrowIfNull(reading);
        IReadOnlyList<ReadDigit> digits = reading.Digits.Count == 0 ? [reading.Whole] : reading.Digits;
        int lines = (digits.Count + Columns - 1) / Columns;
        int width = Math.Max((2 * Panel) + Gap, Columns * (Cell + Bars + Gap));
        var picture = new Picture(width, Head + Panel + Head + (lines * RowHeight), Describe(reading));
        double scale = Panel / (double)Math.Max(photo.Width, photo.Height);
        picture.Text(0, 20, "1. picture, and where digits were found");
        picture.Image(0, Head, photo.Width * scale, photo.Height * scale, Photo(photo));
        foreach (ReadDigit digit in reading.Digits)
        {
            Frame(picture, digit.Box, scale, digit.Prediction.IsUnsure ? Colour.Wrong : Colour.Right);
        }

        foreach (PixelBox mark in reading.Marks)
        {
            Frame(picture, mark, scale, Colour.Accent);
        }

        double inkScale = Panel / (double)Math.Max(reading.Ink.Width, reading.Ink.Height);
        picture.Text(Panel + Gap, 20, "2. ink, whatever the light");
        picture.Image(Panel + Gap, Head, reading.Ink.Width * inkScale, reading.Ink.Height * inkScale, RasterImage.OfInk(reading.Ink));
        picture.Rectangle(
            Panel + Gap + 0.5, Head + 0.5, (reading.Ink.Width * inkScale) - 1, (reading.Ink.Height * inkScale) - 1, null, Colour.Grid);
        picture.Text(0, Head + Panel + 22, "3. each digit in 28 × 28, and what the network says");
        for (int i = 0; i < digits.Count; i++)
        {
            Draw(picture, i % Columns * (Cell + Bars + Gap), Head + Panel + Head + (i / Columns * RowHeight), digits[i]);
        }

        return new PictureOutput(title, picture, Table(digits));
    }

    private static void Frame(Picture picture, PixelBox box, double scale, Colour colour) =>
        picture.Rectangle(box.Left * scale, Head + (box.Top * scale), box.Width * scale, box.Height * scale, null, colour);

    private static void Draw(Picture picture, double left, double top, ReadDigit digit)
    {
        Prediction prediction = digit.Prediction;
        picture.Image(left, top, Cell, Cell, RasterImage.OfInk(digit.Image));
        picture.Rectangle(left + 0.5, top + 0.5, Cell - 1, Cell - 1, null, Colour.Grid);
        picture.Text(left, top + Cell + 18, Answer(prediction));
        const double step = Cell / (double)DigitDataset.ClassCount;
        for (int label = 0; label < DigitDataset.ClassCount; label++)
        {
            double y = top + (label * step);
            picture.Text(left + Cell + 8, y + step - 0.5, label.ToString(CultureInfo.InvariantCulture), size: step);
            double length = Math.Max(0.5, (Bars - 30) * prediction.Probabilities[label]);
            picture.Rectangle(left + Cell + 22, y + 1, length, step - 2, label == prediction.Label ? Colour.Accent : Colour.Muted);
        }
    }

    private static string Answer(Prediction prediction) => prediction.UnsureReason switch
    {
        UnsureReason.Blank => "unsure: there is no ink",
        UnsureReason.NotLikeADigit => $"unsure: not like a digit ({prediction.Label}?)",
        UnsureReason.SeveralDigits => "unsure: several digits",
        _ => string.Create(CultureInfo.InvariantCulture, $"{prediction.Label}: {prediction.Confidence:P1}"),
    };

    private static TableOutput Table(IReadOnlyList<ReadDigit> digits) => new(
        "Probabilities", ["digit", "answer", .. Enumerable.Range(0, DigitDataset.ClassCount).Select(label => $"{label}")],
        [.. digits.Select((digit, i) => Row(i + 1, digit.Prediction))]);

    private static IReadOnlyList<string> Row(int number, Prediction prediction) =>
    [
        $"{number}",
        Answer(prediction),
        .. prediction.Probabilities.Select(value => value.ToString("0.000", CultureInfo.InvariantCulture)),
    ];

    private static string Describe(PictureReading reading)
    {
        string plural = reading.Marks.Count == 1 ? string.Empty : "s";
        string marks = reading.Marks.Count == 0 ? string.Empty : $" Passed over: {reading.Marks.Count} mark{plural}.";
        return reading.Digits.Count == 0
            ? "No ink was found in the picture."
            : $"Read in the picture: {reading.Text}. {string.Join("; ", reading.Digits.Select(digit => Answer(digit.Prediction)))}.{marks}";
    }

    private static RasterImage Photo(GrayImage photo)
    {
        // No more pixels than are seen: a photo of a phone would take megabytes.
        int step = Math.Max(1, Math.Max(photo.Width, photo.Height) / (2 * Panel));
        var image = new RasterImage(Math.Max(1, photo.Width / step), Math.Max(1, photo.Height / step));
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                uint grey = photo[x * step, y * step];
                image[x, y] = (grey << 16) | (grey << 8) | grey;
            }
        }

        return image;
    }
}
