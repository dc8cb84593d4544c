namespace HandwrittenDigits.Notebooks.Display;

/// <summary>
/// Something that a notebook's cell shows: rich where the host can, and always as text. As the last value of a cell it shows
/// itself in every host; <see cref="Notebook.Show"/> shows it before.
/// </summary>
[CellOutputFormat]
public abstract class CellOutput
{
    /// <summary>
    /// The output as a piece of HTML that needs nothing else: no network, no kernel. Outputs share one page, so ids and names in
    /// it come from <see cref="OutputId"/>.
    /// </summary>
    public abstract string ToHtml();

    /// <summary>The output as lines of text, with all that matters in it.</summary>
    public abstract string ToPlainText();

    /// <summary>The output in every MIME type that it is rendered in; binary types in base64.</summary>
    public virtual IReadOnlyDictionary<string, string> ToMimeBundle() =>
        new Dictionary<string, string> { [MimeType.Html] = ToHtml(), [MimeType.Plain] = ToPlainText() };

    /// <inheritdoc cref="ToPlainText"/>
    public sealed override string ToString() => ToPlainText();
}

/// <summary>
/// An output with a still picture of itself, which takes its HTML's place where the environment asks for stills
/// (<see cref="Notebook.StaticImagesVariable"/>).
/// </summary>
[CellOutputFormat(hasImage: true)]
public abstract class PicturedOutput : CellOutput
{
    /// <summary>The still picture, a PNG file on an opaque ground.</summary>
    public abstract byte[] ToPng();

    /// <inheritdoc/>
    public sealed override IReadOnlyDictionary<string, string> ToMimeBundle() => StaticImages.Wanted
        ? new Dictionary<string, string> { [MimeType.Png] = Convert.ToBase64String(ToPng()), [MimeType.Plain] = ToPlainText() }
        : base.ToMimeBundle();
}
