using CsCheck;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Tests.Imaging;

public sealed class DistanceTransformTests
{
    [Fact]
    public void Squared_AnyPicture_IsTheDistanceFoundByTryingAll() => Gen
        .Select(Gen.Int[1, 12], Gen.Int[1, 12])
        .SelectMany((width, height) => Gen.Select(Gen.Const(width), Gen.Bool.Array[width * height]))
        .Sample((width, isSet) =>
        {
            double[] squared = DistanceTransform.Squared(isSet, width, isSet.Length / width);
            return Enumerable.Range(0, isSet.Length).All(i => squared[i] == Enumerable.Range(0, isSet.Length)
                .Where(j => isSet[j])
                .Select(j => Math.Pow((i % width) - (j % width), 2) + Math.Pow((i / width) - (j / width), 2))
                .DefaultIfEmpty(1e12)
                .Min());
        });
}
