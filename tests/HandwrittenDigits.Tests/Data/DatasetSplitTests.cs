using CsCheck;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Tests.Data;

public sealed class DatasetSplitTests
{
    private static readonly Gen<(DigitDataset Dataset, double Fraction, int Seed)> Cases =
        Gen.Select(Gen.Select(Gen.Byte[0, 9], Gen.Int[0, 12]).Array[2, 120], Gen.Double[0.01, 0.99], Gen.Int)
            .Select((images, fraction, seed) =>
                (DatasetOf([.. images.Select(i => i.Item1)], [.. images.Select(i => i.Item2)]), fraction, seed));

    [Fact]
    public void Stratified_Always_HasEveryImageOnceAndEachDigitsShare() => Cases.Sample((dataset, fraction, seed) =>
    {
        var split = DatasetSplit.Stratified(dataset, fraction, seed);

        ShouldBePartition(dataset, split);
        Math.Abs(split.Validation.Count - (dataset.Count * fraction)).ShouldBeLessThanOrEqualTo(0.5 + 1e-9);
        for (int digit = 0; digit < DigitDataset.ClassCount; digit++)
        {
            Math.Abs(split.Validation.ClassCounts[digit] - (dataset.ClassCounts[digit] * fraction)).ShouldBeLessThan(1);
        }
    });

    [Fact]
    public void ByWriter_Always_HasEveryImageOnceAndNoWriterTwice() => Cases.Sample((dataset, fraction, seed) =>
    {
        if (dataset.Writers.ToArray().Distinct().Count() < 2)
        {
            return;
        }

        var split = DatasetSplit.ByWriter(dataset, fraction, seed);

        ShouldBePartition(dataset, split);
        split.Train.Writers.ToArray().Intersect(split.Validation.Writers.ToArray()).ShouldBeEmpty();
        split.Train.Count.ShouldBePositive();
        split.Validation.Count.ShouldBePositive();
    });

    [Fact]
    public void ByWriter_ManyWriters_IsNearTheFraction()
    {
        int[] writers = [.. Enumerable.Range(0, 5_000).Select(i => i % 500)];
        DigitDataset dataset = DatasetOf([.. writers.Select(writer => (byte)(writer % 10))], writers);

        DatasetSplit.ByWriter(dataset, 0.1, 1).Validation.Count.ShouldBe(500);
    }

    [Fact]
    public void Stratified_SameSeed_GivesTheSamePublishedSplit()
    {
        DigitDataset dataset = DatasetOf([.. Enumerable.Range(0, 40).Select(i => (byte)(i % 10))], []);

        // Written down once: a change would silently change every experiment that names its seed.
        DatasetSplit.Stratified(dataset, 0.25, 7).ValidationIndices.ShouldBe([1, 5, 7, 8, 9, 10, 14, 22, 33, 36]);
    }

    [Fact]
    public void Stratified_OtherSeed_GivesAnotherSplit()
    {
        DigitDataset dataset = DatasetOf([.. Enumerable.Range(0, 400).Select(i => (byte)(i % 10))], []);

        DatasetSplit.Stratified(dataset, 0.5, 1).ValidationIndices.ShouldNotBe(DatasetSplit.Stratified(dataset, 0.5, 2).ValidationIndices);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Stratified_FractionThatIsNoShare_Throws(double fraction) =>
        Should.Throw<ArgumentOutOfRangeException>(() => DatasetSplit.Stratified(DatasetOf([1, 2], []), fraction, 0));

    [Fact]
    public void ByWriter_WritersUnknown_SaysWhereTheyComeFrom() =>
        Should.Throw<DigitDataException>(() => DatasetSplit.ByWriter(DatasetOf([1, 2], []), 0.5, 0)).Message.ShouldContain(
            "mnist-writers/");

    private static void ShouldBePartition(DigitDataset whole, DatasetSplit split)
    {
        split.TrainIndices.Concat(split.ValidationIndices).Order().ShouldBe(Enumerable.Range(0, whole.Count));
        split.Train.Labels.ToArray().ShouldBe(split.TrainIndices.Select(i => (byte)whole.Label(i)));
        split.Validation.Labels.ToArray().ShouldBe(split.ValidationIndices.Select(i => (byte)whole.Label(i)));
    }

    private static DigitDataset DatasetOf(byte[] labels, int[] writers) =>
        new("test", new byte[labels.Length * DigitImage.PixelCount], labels, writers);
}
