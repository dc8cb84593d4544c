using System.Text.RegularExpressions;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Display;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Notebooks;

/// <summary>
/// A sheet to draw digits on, read while one draws. It is one piece of HTML that computes everything in the page: it needs no
/// kernel, no network and no files, so it works in every notebook and in an exported page.
/// </summary>
/// <remarks>
/// The page repeats <see cref="Imaging.StrokeRasterizer"/> to the bit and the network to rounding. What is drawn comes back as a
/// file or as text in the format of <see cref="Data.DrawnDigits"/>.
/// </remarks>
public sealed class DrawingPad : PicturedOutput
{
    private readonly DrawingPadOptions options;
    private readonly DigitClassifier classifier;
    private readonly PadNetwork network;

    /// <summary>Makes a pad that reads with a model that was trained or loaded here.</summary>
    /// <param name="model">The model; its weights are copied, so it may be trained on or disposed afterwards.</param>
    /// <param name="options">How it looks; by default <see cref="DrawingPadOptions"/>'s defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DrawingPad(DigitModel model, DrawingPadOptions? options = null)
        : this(DigitClassifier.FromModel(model), options)
    {
    }

    /// <summary>Makes a pad that reads with a TorchSharp module as it is now.</summary>
    /// <param name="network">A <see cref="DigitCnn"/>, or a sequence of the usual layers.</param>
    /// <param name="options">How it looks; by default <see cref="DrawingPadOptions"/>'s defaults.</param>
    /// <exception cref="InvalidNetworkException">The module holds a layer that the pad can't take; the message names it.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DrawingPad(Module<Tensor, Tensor> network, DrawingPadOptions? options = null)
        : this(FoldedNetwork.Of(network), options)
    {
    }

    /// <summary>Makes a pad that reads with a network as plain numbers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">How it looks; by default <see cref="DrawingPadOptions"/>'s defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DrawingPad(FoldedNetwork network, DrawingPadOptions? options = null)
        : this(new DigitClassifier(network), options)
    {
    }

    /// <summary>Makes a pad that reads as a classifier does: the same network, temperature and rule for "unsure".</summary>
    /// <param name="classifier">What it repeats in the page.</param>
    /// <param name="options">How it looks; by default <see cref="DrawingPadOptions"/>'s defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DrawingPad(DigitClassifier classifier, DrawingPadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        this.options = options ?? new DrawingPadOptions();
        this.options.Validate();
        this.classifier = classifier;
        network = PadNetwork.Of(classifier.Network);
        Id = this.options.Id ?? OutputId.Next("pad", network.Weights);
    }

    /// <summary>The pad's name on its page.</summary>
    public string Id { get; }

    /// <inheritdoc/>
    public override string ToHtml() => PadPage.Render(
        new PadSettings(
            Id, options.Title, options.FileName, options.Writer, options.Rasterizer.PenWidth, classifier.Temperature, classifier.Rule,
            network),
        options.MaxWidth);

    /// <summary>The pad as a whole page, which needs nothing else.</summary>
    /// <param name="title">The page's title.</param>
    public string ToPage(string title) =>
        HtmlPage.Render(title, "body { margin: 2rem auto; max-width: 900px; padding: 0 1rem; }", ToHtml());

    /// <inheritdoc/>
    public override string ToPlainText() =>
        $"Drawing pad \"{options.Title}\": a sheet that reads digits as they are drawn, "
        + $"with a network of {classifier.Network.ParameterCount:N0} parameters (batch norm folded into the convolutions). "
        + "It needs a page that runs scripts: a notebook in VS Code or Jupyter, or an exported page in a browser.";

    /// <summary>What the pad looks like, drawn on: the same picture for every network.</summary>
    public override byte[] ToPng() => PadPage.ReadBytes("still.png");
}

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
