using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace HandwrittenDigits.Tests.Imaging;

[Collection(LibTorchCollection.Name)]
public sealed class AugmentationTests
{
    [Fact]
    public async Task Apply_None_ChangesNothing()
    {
        float[] before = await ImagesAsync();

        Apply(before, AugmentationOptions.None, seed: 1).ShouldBe(before);
    }

    [Fact]
    public async Task Apply_ToAShare_LeavesTheOthersAsTheyAre()
    {
        float[] before = await ImagesAsync();

        float[][] after = [.. Apply(before, new() { Share = 0.5 }, seed: 2).Chunk(DigitImage.PixelCount)];

        int unchanged = after.Zip(before.Chunk(DigitImage.PixelCount), (now, then) => now.SequenceEqual(then) ? 1 : 0).Sum();
        unchanged.ShouldBeInRange(after.Length / 4, after.Length * 3 / 4);
    }

    [Fact]
    public async Task Apply_SameSeed_GivesTheSameImages()
    {
        float[] before = await ImagesAsync();

        Apply(before, new(), seed: 3).ShouldBe(Apply(before, new(), seed: 3));
        Apply(before, new(), seed: 3).ShouldNotBe(Apply(before, new(), seed: 4));
    }

    [Fact]
    public async Task Apply_EveryChange_StaysBetweenPaperAndInk()
    {
        float[] before = await ImagesAsync();

        float[] after = Apply(
            before,
            new() { RotationDegrees = 90, Shear = 1, Scale = 0.5, ShiftPixels = 9, ElasticPixels = 3, Thickness = 1, CorruptionShare = 1 },
            seed: 5);

        after.Length.ShouldBe(before.Length);
        after.ShouldAllBe(pixel => pixel >= -1e-6 && pixel <= 1 + 1e-6);
    }

    [Fact]
    public async Task Apply_ShiftAlone_MovesEachImageByAtMostThatMuch()
    {
        float[] before = await ImagesAsync();

        float[] after = Apply(before, AugmentationOptions.None with { ShiftPixels = 2 }, seed: 6);

        (double X, double Y)[] moves = [.. Centres(after).Zip(Centres(before), (now, then) => (now.X - then.X, now.Y - then.Y))];
        moves.ShouldAllBe(move => Math.Abs(move.X) < 2.05 && Math.Abs(move.Y) < 2.05);
        moves.ShouldContain(move => Math.Abs(move.X) > 1);
    }

    [Fact]
    public async Task Apply_ThicknessAlone_MakesSomeThickerAndSomeThinner()
    {
        float[] before = await ImagesAsync();

        float[] after = Apply(before, AugmentationOptions.None with { Thickness = 0.5 }, seed: 7);

        double[] ratios =
        [
            .. after.Chunk(DigitImage.PixelCount).Zip(
                before.Chunk(DigitImage.PixelCount), (now, then) => (double)(now.Sum() / then.Sum())),
        ];
        ratios.Min().ShouldBeLessThan(0.9);
        ratios.Max().ShouldBeGreaterThan(1.1);
    }

    [Fact]
    public async Task Apply_CorruptionAlone_ChangesThatShareInEveryWay()
    {
        float[] before = await ImagesAsync();

        float[] after = Apply(before, AugmentationOptions.None with { Share = 0, CorruptionShare = 0.6 }, seed: 8);

        (float[] Now, float[] Then)[] changed =
        [
            .. after.Chunk(DigitImage.PixelCount).Zip(before.Chunk(DigitImage.PixelCount))
                .Where(image => !image.First.SequenceEqual(image.Second)),
        ];
        changed.Length.ShouldBeInRange(64 * 4 / 10, 64 * 8 / 10);
        changed.ShouldContain(image => image.Now.Min() > 0, "lost contrast leaves no white paper");
        changed.ShouldContain(
            image => image.Now.Sum() < image.Then.Sum() - 1 && image.Now.Zip(image.Then).All(pixel => pixel.First <= pixel.Second),
            "a square of paper covers ink");
        changed.ShouldContain(image => image.Now.Zip(image.Then).All(pixel => pixel.First >= pixel.Second), "lines add ink");
    }

    private static async Task<float[]> ImagesAsync()
    {
        DigitDataset images = (await TinyMnist.LoadAsync()).Train.Take(64);
        return [.. images.Pixels.ToArray().Select(pixel => pixel / 255f)];
    }

    private static float[] Apply(float[] pixels, AugmentationOptions options, ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(seed);
        return new Augmentation(options).Apply(tensor(pixels).view(-1, 1, 28, 28), generator).data<float>().ToArray();
    }

    private static IEnumerable<(double X, double Y)> Centres(float[] pixels) => pixels.Chunk(DigitImage.PixelCount).Select(image =>
    {
        double mass = image.Sum();
        return (image.Select((ink, i) => ink * (i % 28)).Sum() / mass, image.Select((ink, i) => ink * (i / 28)).Sum() / mass);
    });
}
