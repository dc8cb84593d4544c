using HandwrittenDigits.Imaging;
using HandwrittenDigits.Tests.Imaging;

namespace HandwrittenDigits.Tests.Inference;

/// <summary>Pictures as people take them, made of real strokes: each with what it shows.</summary>
internal static class Scenes
{
    /// <summary>A single digit on a sheet of 400 by 400 pixels, 150 high, and what else <paramref name="draw"/> draws.</summary>
    public static IEnumerable<(GrayImage Picture, string Label)> Digits(
        IReadOnlyList<LabelledDrawing> drawings, Action<Paper> draw, double pen = 9) =>
        drawings.Select((drawing, i) =>
        {
            var paper = new Paper(400, 400, i);
            draw(paper);
            paper.Write(drawing.Drawing, 140, 120, 150, pen);
            return (paper.Picture(), $"{drawing.Label}");
        });

    /// <summary>A rectangle around the digit, drawn with a ruler and the same pen, a little turned.</summary>
    public static void Box(Paper paper)
    {
        double tilt = (paper.Random.NextDouble() - 0.5) * 16;
        double margin = 20 + (30 * paper.Random.NextDouble());
        double left = 140 - margin, right = 290 + margin, top = 120 - margin, bottom = 270 + margin;
        paper.Line(left + tilt, top, right + tilt, top + tilt, 9).Line(right + tilt, top + tilt, right, bottom + tilt, 9)
            .Line(right, bottom + tilt, left, bottom, 9).Line(left, bottom, left + tilt, top, 9);
    }

    /// <summary>Lines across the whole sheet, a little slanting.</summary>
    public static Action<Paper> Ruled(double distance, double darkness, bool squared = false) => paper =>
    {
        double slope = (paper.Random.NextDouble() - 0.5) * 0.06;
        for (double at = paper.Random.NextDouble() * distance; at < 420; at += distance)
        {
            paper.Line(-5, at - (200 * slope), 405, at + (200 * slope), 3, darkness);
            if (squared)
            {
                paper.Line(at + (200 * slope), -5, at - (200 * slope), 405, 3, darkness);
            }
        }
    };

    /// <summary>A shadow over a part of the sheet, from any side.</summary>
    public static Action<Paper> Shadow(double softness, double within = 120) => paper =>
    {
        double direction = paper.Random.NextDouble() * 2 * Math.PI;
        double from = (paper.Random.NextDouble() * 2 * within) - within;
        double lost = 0.3 + (0.35 * paper.Random.NextDouble());
        paper.Shadow(200 + (from * Math.Cos(direction)), 200 + (from * Math.Sin(direction)), direction, lost, softness);
    };

    /// <summary>Numbers in one row of a sheet.</summary>
    public static IEnumerable<(GrayImage Picture, string Label)> Numbers(
        IReadOnlyList<LabelledDrawing> drawings, int digits, int width, int height, double size, double pen, double gap) =>
        drawings.Chunk(digits).Where(chunk => chunk.Length == digits).Select((chunk, i) =>
        {
            var paper = new Paper(width, height, i);
            WriteRow(paper, chunk, width * 0.1, height * 0.4, size, pen, gap);
            return (paper.Picture(), string.Concat(chunk.Select(drawing => drawing.Label)));
        });

    /// <summary>Sheets of rows of numbers.</summary>
    public static IEnumerable<(GrayImage Picture, string Label)> Sheets(IReadOnlyList<LabelledDrawing> drawings, int rows, int digits) =>
        drawings.Chunk(rows * digits).Where(chunk => chunk.Length == rows * digits).Select((chunk, i) =>
        {
            var paper = new Paper(700, 600, i);
            LabelledDrawing[][] lines = [.. chunk.Chunk(digits)];
            for (int row = 0; row < rows; row++)
            {
                WriteRow(paper, lines[row], 60, 60 + (row * 170), 90, 6, 30);
            }

            return (paper.Picture(), string.Join('/', lines.Select(line => string.Concat(line.Select(drawing => drawing.Label)))));
        });

    private static void WriteRow(
        Paper paper, IEnumerable<LabelledDrawing> row, double left, double top, double size, double pen, double gap)
    {
        foreach (LabelledDrawing drawing in row)
        {
            left = paper.Write(drawing.Drawing, left, top, size, pen) + gap + pen;
        }
    }
}
