using HandwrittenDigits.Imaging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hosts.Tests.DrawingPad;

/// <summary>A person's hand on a pad in whatever page shows it: the browser's own mouse, and the pad's buttons.</summary>
/// <param name="page">The window, whose mouse draws.</param>
/// <param name="pad">The pad, perhaps in a frame of the window.</param>
internal sealed class PadHand(IPage page, ILocator pad)
{
    public ILocator Pad => pad;

    public ILocator Sheet => Part("canvas");

    /// <summary>What it reads.</summary>
    public ILocator Number => Part("number");

    /// <summary>A part of the pad, by its name in <c>pad.html</c>.</summary>
    public ILocator Part(string name) => pad.Locator($"[data-part={name}]");

    public ILocator Button(string name) => pad.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Draws on a cleared sheet, and waits until the pad reads what it is.</summary>
    public async Task DrawAfreshAsync(LabelledDrawing drawing)
    {
        await ClearAsync();
        await DrawAsync(drawing.Drawing);
        await Expect(Number).ToHaveTextAsync($"{drawing.Label}");
    }

    /// <summary>Clears the sheet, if there is anything on it.</summary>
    public async Task ClearAsync()
    {
        if (await Button("Clear").IsEnabledAsync())
        {
            await Button("Clear").ClickAsync();
        }
    }

    /// <summary>Says what the drawing was.</summary>
    public Task SayAsync(int label) => Button($"That was a {label}").ClickAsync();

    /// <summary>Draws as large as fits into a part of the sheet.</summary>
    /// <param name="drawing">What to draw, in any unit.</param>
    /// <param name="left">Where the drawing begins, as a share of the sheet's width.</param>
    /// <param name="width">How wide it may be, as a share of the sheet's width; its height may be 70 % of the sheet's.</param>
    public async Task DrawAsync(Drawing drawing, double left = 0.25, double width = 0.5)
    {
        LocatorBoundingBoxResult sheet = (await Sheet.BoundingBoxAsync())!;
        InkBox box = InkBox.Of(drawing)!.Value;
        double scale = Math.Min(
            sheet.Width * width / Math.Max(box.Width, 1e-9), sheet.Height * 0.7 / Math.Max(Math.Max(box.Width, box.Height), 1e-9));
        Task MoveAsync(InkPoint point) => page.Mouse.MoveAsync(
            (float)(sheet.X + (sheet.Width * left) + ((point.X - box.Left) * scale)),
            (float)(sheet.Y + (sheet.Height * 0.15) + ((point.Y - box.Top) * scale)));
        foreach (Stroke stroke in drawing.Strokes)
        {
            await MoveAsync(stroke.Points[0]);
            await page.Mouse.DownAsync();
            foreach (InkPoint point in stroke.Points.Skip(1))
            {
                await MoveAsync(point);
            }

            await page.Mouse.UpAsync();
        }
    }
}
