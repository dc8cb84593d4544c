using HandwrittenDigits.Data;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Data;

public sealed class MnistWritersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task LoadAsync_WritersAtHand_KnowsWhoWroteEachDigit()
    {
        Assert.SkipUnless(RealData.HasMnist && RealData.HasMnistWriters, RealData.NeedsWriters);

        MnistData mnist = await Mnist.LoadAsync(
            new MnistOptions { Folder = RealData.Mnist, Offline = true }, null, TestContext.Current.CancellationToken);

        int[] train = [.. mnist.Train.Writers.ToArray().Distinct()];
        int[] test = [.. mnist.Test.Writers.ToArray().Distinct()];
        train.Length.ShouldBe(539);
        test.Length.ShouldBe(297);
        train.Intersect(test).ShouldBeEmpty();
        mnist.Train.Writers.Span[0].ShouldBe(2154);
        mnist.Test.Writers.Span[0].ShouldBe(2578);
    }

    [Fact]
    public async Task ByWriter_RealWriters_SharesNone()
    {
        Assert.SkipUnless(RealData.HasMnist && RealData.HasMnistWriters, RealData.NeedsWriters);
        MnistData mnist = await Mnist.LoadAsync(
            new MnistOptions { Folder = RealData.Mnist, Offline = true }, null, TestContext.Current.CancellationToken);

        var split = DatasetSplit.ByWriter(mnist.Train, 0.1, 1);

        split.Validation.Count.ShouldBeInRange(5_900, 6_100);
        split.Train.Writers.ToArray().Intersect(split.Validation.Writers.ToArray()).ShouldBeEmpty();
    }

    [Fact]
    public void Read_MoreRowsThanDigits_GivesTheWritersOfTheFirst() =>
        MnistWriters.Read(Rows([7, 4, 2578, 0, 0, 0, 0, 0], [2, 4, 2359, 0, 0, 0, 0, 0], [1, 0, 5, 0, 0, 0, 0, 0]), [7, 2]).ShouldBe(
            [2578, 2359]);

    [Fact]
    public void Read_OtherLabels_NamesTheDigit() =>
        Should.Throw<DigitDataException>(() => MnistWriters.Read(Rows([7, 4, 2578, 0, 0, 0, 0, 0], [2, 4, 2359, 0, 0, 0, 0, 0]), [7, 3]))
            .Message.ShouldContain("digit 1 is a 3");

    [Fact]
    public void Read_TooFewRows_SaysSo() =>
        Should.Throw<DigitDataException>(() => MnistWriters.Read(Rows([7, 4, 2578, 0, 0, 0, 0, 0]), [7, 3])).Message.ShouldContain(
            "found int32 [1, 8]");

    [Fact]
    public void Read_PlainLabels_SaysSo()
    {
        string path = folder.At("labels");
        File.WriteAllBytes(path, IdxBytes.Labels(7, 3));

        Should.Throw<DigitDataException>(() => MnistWriters.Read(path, [7, 3])).Message.ShouldContain("found uint8 [2]");
    }

    private string Rows(params int[][] rows)
    {
        string path = folder.At("writers");
        File.WriteAllBytes(path, IdxBytes.Integers([rows.Length, 8], [.. rows.SelectMany(row => row)]));
        return path;
    }
}
