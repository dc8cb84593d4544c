using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Galleries;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Tests.Galleries;

public sealed class GalleryTests
{
    private static readonly DigitDataset Digits = SyntheticDigits.Dataset(60, seed: 5);
    private static readonly Drawing Drawn = SyntheticDigits.Drawings(1, seed: 5)[0].Drawing;

    [Fact]
    public void Of_Dataset_TellsEveryLabelToThoseWhoCannotSee() =>
        DigitGallery.Of(Digits, 3).ToPlainText().ShouldContain($"{Digits.Label(0)}, {Digits.Label(1)}, {Digits.Label(2)}");

    [Fact]
    public void ByClass_Dataset_HasTenRows()
    {
        PictureOutput gallery = DigitGallery.ByClass(Digits, perClass: 4);

        gallery.ToHtml().Split("<image").Length.ShouldBe(41);
        gallery.Picture.Description.ShouldContain("9: 4 digits");
    }

    [Fact]
    public void ByWriter_WritersUnknown_SaysWhatToDo() =>
        DigitGallery.ByWriter(Digits).ToPlainText().ShouldContain("mnist-writers");

    [Fact]
    public void Of_SameDatasetTwice_GivesTheSameBytes()
    {
        DigitGallery.Of(Digits).ToHtml().ShouldBe(DigitGallery.Of(Digits).ToHtml());
        AugmentationGallery.Of(Digits).ToHtml().ShouldBe(AugmentationGallery.Of(Digits).ToHtml());
    }

    [Fact]
    public void Of_Steps_SaysWhereTheCentreOfMassEnds()
    {
        RasterizationSteps steps = StrokeRasterizer.Steps(Drawn);

        PreprocessingSteps.Of(Drawn).Picture.Description.ShouldContain(
            $"brings the centre of mass to ({steps.CentreOfMass.X + steps.Shift.X:0.0}, {steps.CentreOfMass.Y + steps.Shift.Y:0.0})");
    }

    [Fact]
    public void Of_NothingDrawn_IsRefused() =>
        Should.Throw<ArgumentException>(() => PreprocessingSteps.Of(new Drawing([]))).Message.ShouldContain("Nothing was drawn");

    [Fact]
    public void Of_PhotoOfADrawing_FindsItsInk()
    {
        DigitImage found = DigitNormalizer.Normalize(InkExtractor.Extract(SimulatedPhoto.Of(Drawn)));
        DigitImage drawn = StrokeRasterizer.Rasterize(Drawn);

        int common = 0;
        for (int i = 0; i < DigitImage.PixelCount; i++)
        {
            common += found.Pixels.Span[i] > 100 && drawn.Pixels.Span[i] > 100 ? 1 : 0;
        }

        int ink = drawn.Pixels.ToArray().Count(pixel => pixel > 100);
        common.ShouldBeGreaterThan((int)(0.7 * ink));
    }

    [Fact]
    public void Of_Pixels_WritesTheirNumbers() =>
        PixelPicture.Of(Digits.Image(0)).Table!.Rows[0].ShouldBe(
            ["row 9", .. Enumerable.Range(9, 10).Select(x => $"{Digits.Image(0)[x, 9]}")]);
}
