using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Galleries;

/// <summary>The way of a photo to 28x28 pixels, in three pictures.</summary>
public static class PhotoSteps
{
    /// <summary>Shows the photo, the ink found in it, and the ink prepared as MNIST's.</summary>
    /// <param name="photo">Grey levels, black = 0, white = 255, of one digit.</param>
    public static PictureOutput Of(GrayImage photo)
    {
        ArgumentNullException.ThrowIfNull(photo);
        GrayImage ink = InkExtractor.Extract(photo);
        return PhotoGallery.Of(
            "From a photo to 28 × 28",
            ("1. photo", photo, false),
            ("2. ink, whatever the light", ink, true),
            ("3. fitted and centred", DigitNormalizer.Normalize(ink).ToGrayImage(), true));
    }
}
