namespace HandwrittenDigits.Notebooks.Display;

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
