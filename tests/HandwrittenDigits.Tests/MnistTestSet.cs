using HandwrittenDigits.Data;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests;

/// <summary>MNIST's 10,000 test images, read once for all tests.</summary>
internal static class MnistTestSet
{
    private static readonly Lazy<DigitDataset> Loaded = new(() => IdxDigits.LoadFolder(RealData.Mnist));

    /// <summary>The images; the test that asks is skipped where they are missing.</summary>
    public static DigitDataset Load()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        return Loaded.Value;
    }
}
