using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Inference;

/// <summary>What was found and read in a picture.</summary>
public sealed class PictureReading
{
    private readonly Lazy<ReadDigit> whole;

    internal PictureReading(
        GrayImage ink, PixelBox area, IReadOnlyList<IReadOnlyList<ReadDigit>> rows, IReadOnlyList<PixelBox> marks, Lazy<ReadDigit> whole)
    {
        Ink = ink;
        Area = area;
        Rows = rows;
        Marks = marks;
        this.whole = whole;
    }

    /// <summary>What parts rows in <see cref="Text"/>.</summary>
    public const char RowSeparator = '/';

    /// <summary>The ink: paper = 0, ink up to 255.</summary>
    public GrayImage Ink { get; }

    /// <summary>The part of the picture that <see cref="Ink"/> shows, in the picture's pixels; it may be shrunk.</summary>
    public PixelBox Area { get; }

    /// <summary>The digits, row by row, from left to right; none where there is no ink.</summary>
    public IReadOnlyList<IReadOnlyList<ReadDigit>> Rows { get; }

    /// <summary>
    /// Ink that was passed over, in the picture's pixels: points and commas between digits, and small marks beside them.
    /// </summary>
    public IReadOnlyList<PixelBox> Marks { get; }

    /// <summary>All of the ink, read as one digit when it is first asked for.</summary>
    public ReadDigit Whole => whole.Value;

    /// <summary>All digits, row by row.</summary>
    public IReadOnlyList<ReadDigit> Digits => [.. Rows.SelectMany(row => row)];

    /// <summary>The digits as a text, rows parted by a slash; a guess where <see cref="IsUnsure"/>.</summary>
    public string Text => string.Join(RowSeparator, Rows.Select(row => string.Concat(row.Select(digit => digit.Prediction.Label))));

    /// <summary>True where there is nothing to read, or one of the digits is unsure.</summary>
    public bool IsUnsure => Rows.Count == 0 || Digits.Any(digit => digit.Prediction.IsUnsure);

    /// <summary>
    /// The picture read as one digit. Where there are several, all of the ink is read as one, and the answer is
    /// <see cref="UnsureReason.SeveralDigits"/>.
    /// </summary>
    public Prediction AsOneDigit => Digits switch
    {
        [] => Whole.Prediction,
        [var only] => only.Prediction,
        _ => Whole.Prediction with { UnsureReason = UnsureReason.SeveralDigits },
    };
}
