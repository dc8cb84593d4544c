using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Pictures;
using Microsoft.DotNet.Interactive.Formatting;
using XPlot.Plotly;

namespace HandwrittenDigits.Notebooks.Tests.Display;

/// <summary>.NET Interactive's own formatter, which this project's kernel uses too.</summary>
[Collection(nameof(StaticImages))]
public sealed class FormattingTests
{
    private static readonly PictureOutput Digit = MakePicture();

    // What is preferred is kept for the whole process, and the tests of stills prefer otherwise.
    public FormattingTests() => Formatter.ResetToDefault();

    [Fact]
    public void ToDisplayString_TypeDerivedFromCellOutput_IsFoundByTheAttributesName()
    {
        Formatter.GetPreferredMimeTypesFor(typeof(NoteOutput)).ShouldBe(["text/html", "text/plain"]);
        new NoteOutput("hello").ToDisplayString("text/html").ShouldBe("<b>hello</b>");
        new NoteOutput("hello").ToDisplayString("text/plain").ShouldBe("hello");
    }

    [Fact]
    public void ToDisplayString_Picture_IsAnSvgInItsHtml()
    {
        Formatter.GetPreferredMimeTypesFor(typeof(PictureOutput)).ShouldBe(["text/html", "text/plain"]);
        Digit.ToDisplayString("text/html").ShouldContain("<svg role=\"img\" aria-label=\"a seven\"");
        Convert.FromBase64String(Digit.ToDisplayString("image/png"))[..4].ShouldBe([0x89, 0x50, 0x4E, 0x47]);
    }

    [Fact]
    public void Start_ChartsOfBothLibraries_AreRenderedAsOurs()
    {
        _ = Notebook.Start();
        PlotlyChart xplot = Chart.Plot(new Bar { x = new[] { "0", "1" }, y = new[] { 5, 6 } }, new Layout.Layout { title = "Two bars" });
        Plotly.NET.GenericChart plotly = Plotly.NET.CSharp.Chart.Point<int, int, string>([1, 2], [3, 4]);

        foreach (object chart in (object[])[xplot, plotly])
        {
            Formatter.GetPreferredMimeTypesFor(chart.GetType()).ShouldBe(["text/html", "text/plain"]);
            chart.ToDisplayString("text/html").ShouldContain("data-hd-chart");
            chart.ToDisplayString("text/html").ShouldNotContain("cdn");
        }

        xplot.ToDisplayString("text/plain").ShouldContain("Two bars");
    }

    private static PictureOutput MakePicture()
    {
        var picture = new Picture(56, 56, "a seven");
        picture.Image(0, 0, 56, 56, RasterImage.OfInk(new DigitImage(new byte[DigitImage.PixelCount])));
        return new PictureOutput("A digit", picture);
    }
}
