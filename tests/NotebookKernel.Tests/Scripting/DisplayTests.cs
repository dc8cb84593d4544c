using NotebookKernel.LanguageServices;
using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Scripting;

public sealed class DisplayTests : SessionTest
{
    [Fact]
    public async Task Value_OfAnyType_IsShownAsHtmlAndText()
    {
        CellResult result = await Run("new { Digit = 7, Name = \"seven\" }");
        result.Value!.Data[MimeBundle.Html].ShouldContain("<td>Digit</td>");
        result.Value.Data[MimeBundle.PlainText].ShouldContain("seven");
    }

    [Fact]
    public async Task Value_LongList_IsCutWithACount()
    {
        CellResult result = await Run("Enumerable.Range(0, 1000)");
        result.Value!.Data[MimeBundle.Html].ShouldContain("980 more");
        result.Value.Data[MimeBundle.PlainText].ShouldContain("980 more");
    }

    [Fact]
    public async Task Value_EndlessList_IsCut() =>
        (await Run("IEnumerable<int> Forever() { var i = 0; while (true) yield return i++; }\nForever()"))
            .Value!.Data[MimeBundle.Html].ShouldContain("(more)");

    [Fact]
    public async Task Value_LongText_IsCutWithACount() =>
        (await Value("new string('x', 100_500)"))!.ShouldEndWith("xxx... (500 more characters)");

    [Fact]
    public async Task Value_Null_IsShown() => (await Value("(object)null")).ShouldBe("<null>");

    [Fact]
    public async Task Value_RegisteredFormatter_IsUsed()
    {
        await Run("class Digit { }\nFormatter.Register<Digit>(d => \"<svg></svg>\", \"text/html\");");
        (await Run("new Digit()")).Value!.Data[MimeBundle.Html].ShouldBe("<svg></svg>");
    }

    [Fact]
    public async Task Value_TypeWithItsOwnFormatter_UsesIt()
    {
        await Run("""
            [TypeFormatterSource(typeof(Source))] class Digit { }
            class Source : ITypeFormatterSource
            {
                public IEnumerable<ITypeFormatter> CreateTypeFormatters() =>
                    new[] { new HtmlFormatter<Digit>((value, context) => context.Writer.Write("<i>own</i>")) };
            }
            """);
        (await Run("new Digit()")).Value!.Data[MimeBundle.Html].ShouldBe("<i>own</i>");
    }

    [Fact]
    public async Task Display_AllForms_ShowBeforeTheCellEnds()
    {
        await Run("""
            display(1);
            2.Display();
            HTML("<b>3</b>").Display();
            "<i>4</i>".DisplayAs("text/html");
            display(5, "text/plain");
            Javascript("six()");
            """);
        Output.Displays[0].Bundle.Data[MimeBundle.PlainText].ShouldBe("1");
        Output.Displays[1].Bundle.Data[MimeBundle.PlainText].ShouldBe("2");
        Output.Displays[2].Bundle.Data[MimeBundle.Html].ShouldBe("<b>3</b>");
        Output.Displays[3].Bundle.Data[MimeBundle.Html].ShouldBe("<i>4</i>");
        Output.Displays[4].Bundle.Data.Keys.ShouldBe([MimeBundle.PlainText]);
        Output.Displays[5].Bundle.Data[MimeBundle.Html].ShouldContain("<script");
    }

    [Fact]
    public async Task Update_FromALaterCell_ReplacesTheDisplay()
    {
        await Run("var handle = display(\"0 %\");");
        await Run("handle.Update(\"100 %\");");
        Output.Updates.Single().DisplayId.ShouldBe(Output.Displays.Single().DisplayId);
        Output.Updates.Single().Bundle.Data[MimeBundle.PlainText].ShouldBe("100 %");
    }

    [Fact]
    public async Task Update_FromAThreadThatOutlivesItsCell_ReplacesTheDisplay()
    {
        await Run("""
            var shown = display("before"); var go = new System.Threading.ManualResetEventSlim();
            var late = new System.Threading.Thread(() => { go.Wait(); shown.Update("after"); display("and more"); Console.Write("text"); });
            late.Start();
            """);
        await Run("go.Set(); late.Join();");
        Output.Updates.Single().Bundle.Data[MimeBundle.PlainText].ShouldBe("after");
        Output.Displays[^1].Bundle.Data[MimeBundle.PlainText].ShouldBe("and more");
        Output.StandardOutput.ShouldBe("text");
    }

    [Fact]
    public async Task Context_Display_ShowsUnderAnIdOfItsOwn()
    {
        await Run("""
            using Microsoft.DotNet.Interactive; using Microsoft.DotNet.Interactive.Events;
            var context = KernelInvocationContext.Current;
            context.Display("shown");
            context.Publish(new DisplayedValueProduced("1", context.Command, [new FormattedValue("text/plain", "1")], "own"));
            context.Publish(new DisplayedValueUpdated("2", "own", context.Command, [new FormattedValue("text/plain", "2")]));
            """);
        Output.Displays.Select(shown => shown.Bundle.Data[MimeBundle.PlainText]).ShouldBe(["shown", "1"]);
        (Output.Displays[1].DisplayId, Output.Updates.Single().DisplayId).ShouldBe(("own", "own"));
    }

    [Fact]
    public async Task Output_WithoutEnd_IsCutWithANotice()
    {
        await Use(new ScriptSessionOptions { Folder = Path.GetTempPath(), StreamLimit = 1000 });
        await Run("for (var i = 0; i < 100_000; i++) Console.Write(\"0123456789abc\");");
        Output.StandardOutput.Length.ShouldBe(1000);
        Output.StandardError.ShouldContain("Output cut: the cell has written 1,000 characters");
        (await Run("Console.Write(\"next cell\");")).Succeeded.ShouldBeTrue();
        Output.StandardOutput.ShouldEndWith("next cell");
    }

    [Fact]
    public async Task Displays_WithoutEnd_AreCutWithANotice()
    {
        await Use(new ScriptSessionOptions { Folder = Path.GetTempPath(), DisplayLimit = 1000 });
        await Run("for (var i = 0; i < 100; i++) HTML(new string('x', 100)).Display();");
        Output.Displays.Count.ShouldBeInRange(3, 9);
        Output.StandardError.ShouldContain("Displays cut");
    }

    [Fact]
    public async Task Outputs_WithoutEnd_AreCutWithANotice()
    {
        await Use(new ScriptSessionOptions { Folder = Path.GetTempPath(), OutputCountLimit = 10 });
        await Run(
            "for (var i = 0; i < 100; i++) { Console.Write('o'); Console.Error.Write('e'); display(i); "
            + "Console.Write('o'); Console.Write('o'); }");
        Output.Displays.Count.ShouldBe(3);
        Output.StandardOutput.ShouldBe(new string('o', 10));
        Output.StandardError.ShouldStartWith("eee");
        Output.StandardError.ShouldContain("Output cut: the cell has 10 outputs");
    }

    [Theory]
    [InlineData("#!html\n<b>x</b>", "text/html", "<b>x</b>")]
    [InlineData("\n#!markdown\n# x", "text/markdown", "# x")]
    [InlineData("#!javascript\nx()", "text/html", "<script type=\"text/javascript\">x()</script>")]
    public async Task Magic_OtherLanguage_IsShown(string code, string mimeType, string shown) =>
        (await RunAndShow(code)).Data[mimeType].ShouldBe(shown);

    [Fact]
    public async Task Magic_CSharp_IsPassedOver() => (await Value("#!csharp\n\n1 + 1")).ShouldBe("2");

    [Fact]
    public async Task Magic_OfAKernelThatIsNotHere_SaysWhichAndGoesOn()
    {
        (await Run("#!fsharp\nlet x = 1")).Succeeded.ShouldBeTrue();
        Output.StandardError.ShouldBe(
            "This F# cell was not run: the kernel 'fsharp' of .NET Interactive would run it " +
            "(dotnet tool install --global Microsoft.dotnet-interactive).\n");
    }

    [Theory]
    [InlineData("#!connect mssql --kernel-name shop \"Server=x\"", "#!sql-shop\nSELECT 1", "sql-shop")]
    [InlineData("#!connect jupyter --kernel-name py --kernel-spec python3", "#!py\nprint(1)", "py")]
    public async Task Magic_ConnectingAKernelThatIsNotHere_SaysSoAndSoDoItsCells(string connect, string cell, string kernel)
    {
        (await Run(connect)).Succeeded.ShouldBeTrue();
        Output.StandardError.ShouldStartWith($"The kernel '{kernel}' was not connected");
        (await Run(cell)).Succeeded.ShouldBeTrue();
        Output.StandardError.ShouldContain($"This '{kernel}' cell was not run: ");
    }

    [Fact]
    public async Task CompleteAsync_CSharpBelowAMagicCommand_ReplacesWhatIsTyped()
    {
        const string Code = "#!time\nConsole.WriteL";
        CompletionMatches found = await Session.CompleteAsync(Code, Code.Length);
        found.Items.Select(item => item.Text).ShouldBe(["WriteLine"]);
        (found.Start, found.End).ShouldBe((Code.IndexOf("WriteL", StringComparison.Ordinal), Code.Length));
    }

    [Fact]
    public async Task CompleteAsync_MagicCommand_ReplacesAllOfIt()
    {
        CompletionMatches found = await Session.CompleteAsync("#!wh", 4);
        found.Items.Select(item => item.Text).ShouldBe(["#!who", "#!whos"], ignoreOrder: true);
        (found.Start, found.End).ShouldBe((0, 4));
    }

    [Fact]
    public async Task Magic_Unknown_IsRefused() =>
        (await Run("#!nonsense\n1")).Error!.Message.ShouldContain("Unknown magic command '#!nonsense'");

    private async Task<MimeBundle> RunAndShow(string code)
    {
        (await Run(code)).Error.ShouldBeNull();
        return Output.Displays.Single().Bundle;
    }
}
