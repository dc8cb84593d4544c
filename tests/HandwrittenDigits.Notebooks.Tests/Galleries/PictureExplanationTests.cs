using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Galleries;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Tests.Galleries;

public sealed class PictureExplanationTests
{
    private static readonly Drawing Seven = new([new Stroke([new InkPoint(10, 10), new InkPoint(70, 10), new InkPoint(35, 100)])]);

    [Fact]
    public void Of_PhotoOfADigit_SaysWhatWasReadAndShowsIt()
    {
        PictureOutput explanation = PictureExplanation.Of(SimulatedPhoto.Of(Seven));

        explanation.Picture.Description.ShouldContain("Read in the picture: 7.");
        explanation.Table!.Rows.ShouldHaveSingleItem()[1].ShouldStartWith("7: ");
        explanation.ToPng().Length.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void Of_BlankPaper_SaysThatThereIsNoInk()
    {
        PictureOutput explanation = PictureExplanation.Of(new GrayImage(60, 40, [.. Enumerable.Repeat((byte)255, 2400)]));

        explanation.Picture.Description.ShouldBe("No ink was found in the picture.");
        explanation.Table!.Rows.ShouldHaveSingleItem()[1].ShouldBe("unsure: there is no ink");
    }
}
