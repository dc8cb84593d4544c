using HandwrittenDigits.Notebooks.Display;

namespace HandwrittenDigits.Notebooks.Pictures;

/// <summary>A picture with a title, and where there is one a table of what it shows.</summary>
/// <param name="title">What it shows, a line.</param>
/// <param name="picture">The picture.</param>
/// <param name="table">The same in numbers, folded away under the picture.</param>
public sealed class PictureOutput(string title, Picture picture, TableOutput? table = null) : PicturedOutput
{
    /// <summary>What it shows, a line.</summary>
    public string Title { get; } = title;

    /// <summary>The picture.</summary>
    public Picture Picture { get; } = picture;

    /// <summary>The same in numbers.</summary>
    public TableOutput? Table { get; } = table;

    /// <inheritdoc/>
    public override string ToHtml()
    {
        string details = Table is null ? "" : $"<details><summary>The numbers</summary>{Table.ToTable()}</details>";
        return Markup.Wrap($"<figure><figcaption>{Markup.Encode(Title)}</figcaption>{Picture.ToSvg()}</figure>{details}");
    }

    /// <inheritdoc/>
    public override string ToPlainText() => Table is not null ? $"{Title}\n{Table.ToPlainText()}"
        : Picture.Description.StartsWith(Title, StringComparison.Ordinal) ? Picture.Description
        : $"{Title}\n{Picture.Description}";

    /// <inheritdoc/>
    public override byte[] ToPng() => Picture.ToPng(Title);
}
