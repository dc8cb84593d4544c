using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Scripting;

public sealed class DisplayTests : SessionTest
{
    [Fact]
    public async Task Value_OfAnyType_IsShownAsHtmlAndText()
    {
        var result = await Run("new { Digit = 7, Name = \"seven\" }");
        result.Value!.Data[MimeBundle.Html].ShouldContain("<td>Digit</td>");
        result.Value.Data[MimeBundle.PlainText].ShouldContain("seven");
    }

    [Fact]
    public async Task Value_LongList_IsCutWithACount()
    {
        var result = await Run("Enumerable.Range(0, 1000)");
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
    public async Task HostContract_Display_ShowsAndUpdatesFromAnyThread()
    {
        await Run("""
            var show = (Func<IReadOnlyDictionary<string, string>, string, string>)AppDomain.CurrentDomain.GetData("notebook.display");
            var id = show(new Dictionary<string, string> { ["text/html"] = "first" }, null);
            var thread = new System.Threading.Thread(() => show(new Dictionary<string, string> { ["text/html"] = "second" }, id));
            thread.UnsafeStart();
            thread.Join();
            """);
        Output.Displays.Single().Bundle.Data[MimeBundle.Html].ShouldBe("first");
        Output.Updates.Single().Bundle.Data[MimeBundle.Html].ShouldBe("second");
        Output.Updates.Single().DisplayId.ShouldBe(Output.Displays.Single().DisplayId);
    }

    [Fact]
    public async Task HostContract_DisplayUnderAnIdOfTheCallers_ShowsItTheFirstTime()
    {
        await Run("""
            var show = (Func<IReadOnlyDictionary<string, string>, string, string>)AppDomain.CurrentDomain.GetData("notebook.display");
            var own = Guid.NewGuid().ToString();
            for (var i = 0; i < 2; i++) show(new Dictionary<string, string> { ["text/plain"] = $"{i}" }, own);
            """);
        Output.Displays.Count.ShouldBe(1);
        Output.Updates.Count.ShouldBe(1);
    }

    [Fact]
    public async Task HostContract_Facts_ArePublished() =>
        (await Value("""
            $"{AppDomain.CurrentDomain.GetData("notebook.display.version")} {AppDomain.CurrentDomain.GetData("notebook.frontend")} " +
            ((Func<System.Threading.CancellationToken>)AppDomain.CurrentDomain.GetData("notebook.cancellation"))().CanBeCanceled
            """)).ShouldBe("1 headless True");

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
        await Run("for (var i = 0; i < 100; i++) { Console.Write('o'); Console.Error.Write('e'); display(i); Console.Write('o'); Console.Write('o'); }");
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
        (await Run(code)).Value!.Data[mimeType].ShouldBe(shown);

    [Fact]
    public async Task Magic_CSharp_IsPassedOver() => (await Value("#!csharp\n\n1 + 1")).ShouldBe("2");

    [Fact]
    public async Task Magic_OfAnotherKernel_IsRefusedInWords()
    {
        var result = await Run("var a = 1;\n#!share --from python b");
        result.Error!.Message.ShouldContain("line 2: #!share");
        result.Error.Message.ShouldContain("It runs C#");
    }
}
