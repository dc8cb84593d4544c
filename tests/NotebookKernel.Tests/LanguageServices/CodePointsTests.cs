using CsCheck;
using NotebookKernel.LanguageServices;

namespace NotebookKernel.Tests.LanguageServices;

public sealed class CodePointsTests
{
    [Fact]
    public void ToUtf16_AfterAnEmoji_SkipsBothHalves() => CodePoints.ToUtf16("a\U0001F600b", 2).ShouldBe(3);

    [Fact]
    public void FromUtf16_AfterAnEmoji_CountsItOnce() => CodePoints.FromUtf16("a\U0001F600b", 3).ShouldBe(2);

    [Fact]
    public void ToUtf16_OutsideTheText_IsItsNearestEnd()
    {
        CodePoints.ToUtf16("abc", 99).ShouldBe(3);
        CodePoints.ToUtf16("abc", -1).ShouldBe(0);
    }

    [Fact]
    public void FromUtf16_OfToUtf16_IsTheSamePlace() =>
        Gen.Select(Gen.String, Gen.Int[0, 50]).Sample((text, place) =>
        {
            int index = CodePoints.ToUtf16(text, place);
            CodePoints.ToUtf16(text, CodePoints.FromUtf16(text, index)).ShouldBe(index);
        });
}
