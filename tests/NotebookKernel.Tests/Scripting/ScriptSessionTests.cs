using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Scripting;

public sealed class ScriptSessionTests : SessionTest
{
    [Fact]
    public async Task ExecuteAsync_LaterCell_SeesWhatEarlierOnesDeclared()
    {
        await Run("using System.IO;");
        await Run("var a = 20; int Twice(int x) => 2 * x; record Point(int X, int Y);");
        await Run("a++;");
        (await Value("Path.GetFileName(\"x/y\") + Twice(a) + new Point(1, 2)")).ShouldBe("y42Point { X = 1, Y = 2 }");
    }

    [Fact]
    public async Task ExecuteAsync_Await_GivesTheTasksValue() =>
        (await Value("await Task.Run(() => 41) + 1")).ShouldBe("42");

    [Fact]
    public async Task ExecuteAsync_BlockingOnATask_DoesNotDeadlock() =>
        (await Value("async Task<int> Later() { await Task.Yield(); return 7; }\nLater().Result")).ShouldBe("7");

    [Theory]
    [InlineData("point with { X = 3 }", "Point X: 3 Y: 2")]
    [InlineData("var n = 4;\n\n// Moved.\npoint with\n{\n    X = n,\n    Y = Math.Max(n, 9),\n}\n// Done.\n", "Point X: 4 Y: 9")]
    [InlineData("#r \"System.Xml\"\npoint with { }", "Point X: 1 Y: 2")]
    public async Task ExecuteAsync_TrailingWithOnAVariable_IsTheCellsValue(string code, string value)
    {
        await Run("record Point(int X, int Y); var point = new Point(1, 2);");
        string.Join(' ', (await Value(code))!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldBe(value);
        ScriptSession.CheckCompleteness(code).ShouldBe(CodeCompleteness.Complete);
    }

    [Fact]
    public async Task ExecuteAsync_ErrorInATrailingWith_IsToldWhereItStands()
    {
        await Run("record Point(int X, int Y); var point = new Point(1, 2);");
        (await Run("\n  point with { Z = 3 }")).Error!.Message.ShouldContain("(2,16)");
    }

    [Theory]
    [InlineData("var x = 1;")]
    [InlineData("Console.Write(1);")]
    [InlineData("Console.Write(1)")]
    [InlineData("await Task.Yield()")]
    [InlineData("using System.IO;")]
    [InlineData("")]
    public async Task ExecuteAsync_NoTrailingExpression_HasNoValue(string code) => (await Value(code)).ShouldBeNull();

    [Fact]
    public async Task ExecuteAsync_ConsoleOutput_IsKeptApartByStream()
    {
        await Run("Console.WriteLine(\"out\"); Console.Error.WriteLine(\"err\"); Console.Write('c'); Console.Write(1.5);");
        Output.StandardOutput.ShouldBe("out\nc1.5");
        Output.StandardError.ShouldBe("err\n");
    }

    [Fact]
    public async Task ExecuteAsync_ThreadOfTheCell_WritesToThatCell()
    {
        await Run("""
            var t = new System.Threading.Thread(() => Console.Write("thread ")); t.Start(); t.Join();
            var u = new System.Threading.Thread(() => Console.Write("bare ")); u.UnsafeStart(); u.Join();
            await Task.Run(() => Console.Write("pool"));
            """);
        Output.StandardOutput.ShouldBe("thread bare pool");
    }

    [Theory]
    [InlineData("class Counter { int count = 3; public int Count => count; }", "")]
    [InlineData("class Counter { int count; public int Count => count; }", "CS0649")]
    public async Task ExecuteAsync_FieldThatNothingAssignsTo_IsWarnedOfUnlessItHasAnInitializer(string code, string warning)
    {
        (await Run(code)).Error.ShouldBeNull();
        if (warning.Length == 0)
        {
            Output.StandardError.ShouldBeEmpty();
        }
        else
        {
            Output.StandardError.ShouldContain(warning);
        }
    }

    [Fact]
    public async Task ExecuteAsync_CompilationError_NamesTheCellsLineAndColumn()
    {
        CellResult result = await Run("var a = 1;\nvar b = missing + 1;");
        result.Error!.Name.ShouldBe("CompilationError");
        result.Error.Message.ShouldBe("(2,9): error CS0103: The name 'missing' does not exist in the current context");
        result.Error.Traceback.Skip(1).ShouldBe(["    var b = missing + 1;", "            ^^^^^^^"]);
    }

    [Fact]
    public async Task ExecuteAsync_Exception_ShowsTheUsersFramesAlone()
    {
        await Run("int Divide(int a, int b)\n{\n    return a / b;\n}");
        CellResult result = await Run("var zero = 0;\nDivide(1, zero)");
        result.Error!.Name.ShouldBe("System.DivideByZeroException");
        result.Error.Traceback[0].ShouldBe("System.DivideByZeroException: Attempted to divide by zero.");
        result.Error.Traceback[1].ShouldStartWith("   at Divide in cell 1, line 3");
        result.Error.Traceback[2].ShouldStartWith("   at cell 2, line 2");
        result.Error.Traceback.Count.ShouldBe(3);
    }

    [Fact]
    public async Task ExecuteAsync_OutOfMemory_TellsTheLimitAndWhatToDo()
    {
        CellResult result = await Run("throw new OutOfMemoryException();");
        result.Error!.Name.ShouldBe(typeof(OutOfMemoryException).FullName);
        result.Error.Traceback[^1].ShouldContain($"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20:N0} MB");
        result.Error.Traceback[^1].ShouldContain("Set the largest variables to null");
    }

    [Fact]
    public async Task ExecuteAsync_AfterAFailure_KeepsWhatRanBefore()
    {
        await Run("var kept = 5; throw new Exception();");
        await Run("syntax error here");
        (await Value("kept")).ShouldBe("5");
    }

    [Theory]
    [InlineData(
        "System.Threading.Thread.CurrentThread.Interrupt(); new System.Threading.ManualResetEvent(true).WaitOne();",
        "System.Threading.ThreadInterruptedException")]
    [InlineData(
        "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern void pthread_exit(nint result);\npthread_exit(0);",
        "ThreadEnded")]
    public async Task ExecuteAsync_CellThatEndsItsOwnThread_IsToldAndKeepsTheSession(string code, string error)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pthread_exit is Unix's.");
        await Run("var kept = 5;");
        (await Run(code)).Error!.Name.ShouldBe(error);
        (await Value("kept")).ShouldBe("5");
    }

    [Fact]
    public async Task ExecuteAsync_ReadLine_AsksTheFront()
    {
        Output.Answers.Enqueue("seven");
        (await Value("Console.ReadLine()")).ShouldBe("seven");
        (await Run("Console.ReadLine()")).Error!.Message.ShouldBe("Nobody answers.");
    }

    [Fact]
    public async Task EvaluateAsync_Expression_LeavesNoTrace()
    {
        await Run("var a = 1;");
        CellResult result = await Session.EvaluateAsync("a + 1", Output, Stop);
        result.Value!.Data[MimeBundle.PlainText].ShouldBe("2");
        Session.ExecutedCode.ShouldBe(["var a = 1;"]);
        (await Value("a")).ShouldBe("1");
    }

    [Theory]
    [InlineData("1 + 1", CodeCompleteness.Complete)]
    [InlineData("if (true) {", CodeCompleteness.Incomplete)]
    [InlineData("var s = @\"open", CodeCompleteness.Incomplete)]
    [InlineData("class )", CodeCompleteness.Invalid)]
    public void CheckCompleteness_Code_Tells(string code, CodeCompleteness expected) =>
        ScriptSession.CheckCompleteness(code).ShouldBe(expected);

    [Fact]
    public void Constructor_MissingFolder_SaysSo() =>
        Should.Throw<DirectoryNotFoundException>(() => new ScriptSession(new ScriptSessionOptions { Folder = "/no/such/folder" }))
            .Message.ShouldContain("/no/such/folder");
}
