using System.Text.RegularExpressions;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Notebooks;

/// <summary>How a <see cref="DrawingPad"/> looks and what it saves.</summary>
public sealed partial record DrawingPadOptions
{
    /// <summary>What stands above the sheet; plain text. Default "Draw a digit".</summary>
    public string Title { get; init; } = "Draw a digit";

    /// <summary>
    /// Names the pad on its page: letters, digits, hyphens and underscores, at most 64. A pad that is shown again under the same
    /// name, once its former output has gone, takes over what was drawn. By default every pad has a name of its own, so that a cell
    /// that is run again shows a blank one.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>The greatest width, in CSS pixels, 240 to 4000; the pad shrinks with its cell. Default 900.</summary>
    public int MaxWidth { get; init; } = 900;

    /// <summary>What the saved file is called. Default "digits.jsonl".</summary>
    public string FileName { get; init; } = "digits.jsonl";

    /// <summary>Who draws, as it is written with each drawing kept. By default nothing is written.</summary>
    public string? Writer { get; init; }

    /// <summary>The pen, which has to be the one that the network was trained on. By default the library's.</summary>
    public StrokeRasterizerOptions Rasterizer { get; init; } = new();

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Title);
        ArgumentException.ThrowIfNullOrWhiteSpace(FileName);
        ArgumentNullException.ThrowIfNull(Rasterizer);
        Rasterizer.Validate();
        if (Id is not null && !IdPattern().IsMatch(Id))
        {
            throw new ArgumentException($"\"{Id}\" names no pad: use 1 to 64 letters, digits, hyphens and underscores.", nameof(Id));
        }

        if (MaxWidth is < 240 or > 4000)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxWidth), MaxWidth, "The greatest width is in CSS pixels: 240 to 4000.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}\\z")]
    private static partial Regex IdPattern();
}
