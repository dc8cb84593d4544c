namespace HandwrittenDigits.Imaging;

/// <summary>How far <see cref="Augmentation"/> changes an image. Zero leaves that aspect as it is.</summary>
public sealed record AugmentationOptions
{
    /// <summary>No change at all.</summary>
    public static AugmentationOptions None { get; } = new()
    {
        Share = 1, RotationDegrees = 0, Shear = 0, Scale = 0, ShiftPixels = 0, ElasticPixels = 0, Thickness = 0, CorruptionShare = 0,
    };

    /// <summary>
    /// The share of the images that is changed, 0 to 1. The others stay as they are, as sharp as those that the network will read: what is
    /// changed is resampled, and so a little blurred. Default 0.7.
    /// </summary>
    public double Share { get; init; } = 0.7;

    /// <summary>Rotation to either side, degrees, uniform. Default 12.</summary>
    public double RotationDegrees { get; init; } = 12;

    /// <summary>Horizontal shear to either side, pixels a pixel (0.2 slants a stroke by 11 degrees), uniform. Default 0.2.</summary>
    public double Shear { get; init; } = 0.2;

    /// <summary>Width and height each grow or shrink by up to this share, uniform. Default 0.12, less than 1.</summary>
    public double Scale { get; init; } = 0.12;

    /// <summary>Shift in each direction, pixels of the 28, uniform. Default 1.5.</summary>
    public double ShiftPixels { get; init; } = 1.5;

    /// <summary>
    /// Elastic distortion: the standard deviation, in pixels, by which the knots of a 6x6 grid over the image are moved; between
    /// them the shift is interpolated. Default 0.4.
    /// </summary>
    public double ElasticPixels { get; init; } = 0.4;

    /// <summary>
    /// Stroke thickness: how far an image goes towards its dilation or its erosion by a 3x3 square, uniform to either side. Default
    /// 0.2, at most 1.
    /// </summary>
    public double Thickness { get; init; } = 0.2;

    /// <summary>
    /// The share of the images, changed or not, that is then made hard to read, 0 to 1: by noise, blur, a square of paper, lost contrast
    /// or lines across, as <see cref="Evaluation.Corruption"/> does it, up to the greatest of its strengths. Default 0.
    /// </summary>
    public double CorruptionShare { get; init; }

    /// <summary>True where nothing is changed.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsNone => (Share == 0 && CorruptionShare == 0) || this with { Share = None.Share } == None;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative, not finite or too large.</exception>
    public void Validate()
    {
        Check(Share, 1, nameof(Share));
        Check(RotationDegrees, 180, nameof(RotationDegrees));
        Check(Shear, 2, nameof(Shear));
        Check(Scale, 0.9, nameof(Scale));
        Check(ShiftPixels, DigitImage.Side, nameof(ShiftPixels));
        Check(ElasticPixels, DigitImage.Side, nameof(ElasticPixels));
        Check(Thickness, 1, nameof(Thickness));
        Check(CorruptionShare, 1, nameof(CorruptionShare));

        static void Check(double value, double most, string name)
        {
            if (!(value >= 0 && value <= most))
            {
                throw new ArgumentOutOfRangeException(name, value, $"{name} has to be from 0 to {most}.");
            }
        }
    }
}
