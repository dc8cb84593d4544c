using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Pictures;
using Microsoft.DotNet.Interactive.Formatting;

namespace HandwrittenDigits.Notebooks.Tests.Display;

/// <summary>They set the environment of the whole process, so no other test that looks at it runs meanwhile.</summary>
[Collection(nameof(StaticImages))]
public sealed class StaticImagesTests : IDisposable
{
    private readonly PictureOutput picture = new("A square", new Picture(10, 10, "a square"));

    public StaticImagesTests()
    {
        Environment.SetEnvironmentVariable(Notebook.StaticImagesVariable, "1");
        Formatter.ResetToDefault();
    }

    public void Dispose() => Environment.SetEnvironmentVariable(Notebook.StaticImagesVariable, null);

    [Fact]
    public void ToMimeBundle_Picture_IsAPngAndText() =>
        picture.ToMimeBundle().Keys.ShouldBe(["image/png", "text/plain"]);

    [Fact]
    public void ToMimeBundle_Table_StaysHtml() =>
        new TableOutput("A table", ["a"], [["1"]]).ToMimeBundle().Keys.ShouldBe(["text/html", "text/plain"]);

    [Fact]
    public void ToHtml_Status_LeavesPlotlyOut()
    {
        Notebook.Start().ToHtml().ShouldNotContain("<script");
    }

    [Fact]
    public void PreferredMimeTypes_LastValueOfACell_FollowTheSwitch()
    {
        new CellOutputFormatAttribute(hasImage: true).PreferredMimeTypes.ShouldBe(["image/png", "text/plain"]);
        picture.ToDisplayString("image/png").ShouldStartWith("iVBORw0KGgo");
    }
}
