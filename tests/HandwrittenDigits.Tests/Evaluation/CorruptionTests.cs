using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Tests.Evaluation;

[Collection(LibTorchCollection.Name)]
public sealed class CorruptionTests
{
    private static readonly DigitDataset Digits = SyntheticDigits.Dataset(40, seed: 1);

    public static TheoryData<string> Names => [.. Corruption.All.Select(corruption => corruption.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_Stronger_ChangesMore(string name)
    {
        Corruption corruption = Named(name);

        double[] changes = [.. corruption.Strengths.Select(strength => Change(corruption.Apply(Digits, strength, seed: 1)))];

        corruption.Strengths.Count.ShouldBe(5);
        changes[0].ShouldBeGreaterThan(0.5);
        changes.ShouldBeInOrder(SortDirection.Ascending);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_StrengthZero_ChangesNothing(string name) =>
        Change(Named(name).Apply(Digits, strength: 0, seed: 1)).ShouldBeLessThan(1e-9);

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_SameSeedTwice_IsTheSame(string name)
    {
        Corruption corruption = Named(name);

        byte[] first = corruption.Apply(Digits, corruption.Strengths[2], seed: 3).Pixels.ToArray();

        corruption.Apply(Digits, corruption.Strengths[2], seed: 3).Pixels.ToArray().ShouldBe(first);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Apply_NoStrength_IsRefused(double strength) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Named("blur").Apply(Digits, strength, seed: 1)).Message.ShouldContain("blur");

    [Fact]
    public void Apply_Blur_SpreadsAPixelAsANormalDistribution()
    {
        byte[] pixels = new byte[DigitImage.PixelCount];
        pixels[(14 * DigitImage.Side) + 14] = 255;

        byte[] blurred = Named("blur").Apply(new DigitDataset("a dot", pixels, new byte[1]), 1, seed: 1).Pixels.ToArray();

        // 255 times the density's products at whole pixels; its values at 0, 1 and 2 deviations are 0.3989, 0.2420 and 0.0540.
        blurred[(14 * DigitImage.Side) + 14].ShouldBeInRange((byte)40, (byte)41);
        blurred[(14 * DigitImage.Side) + 13].ShouldBeInRange((byte)24, (byte)25);
        blurred[(15 * DigitImage.Side) + 14].ShouldBeInRange((byte)24, (byte)25);
        blurred[(12 * DigitImage.Side) + 15].ShouldBeInRange((byte)3, (byte)4);
    }

    [Fact]
    public void Apply_ThinStrokes_TakesInkAway() =>
        Ink(Named("thin strokes").Apply(Digits, 0.6, seed: 1)).ShouldBeLessThan(0.8 * Ink(Digits));

    [Fact]
    public void Apply_LinesThroughIt_KeepsTheInkThatWasThere()
    {
        DigitDataset lined = Named("lines through it").Apply(Digits, 3, seed: 1);

        lined.Pixels.ToArray().Zip(Digits.Pixels.ToArray()).ShouldAllBe(pair => pair.First >= pair.Second);
    }

    private static Corruption Named(string name) => Corruption.All.Single(corruption => corruption.Name == name);

    private static double Ink(DigitDataset images) => images.Pixels.ToArray().Average(pixel => pixel);

    // Mean change of a pixel, of 255.
    private static double Change(DigitDataset images) =>
        images.Pixels.ToArray().Zip(Digits.Pixels.ToArray()).Average(pair => Math.Abs(pair.First - pair.Second));
}
