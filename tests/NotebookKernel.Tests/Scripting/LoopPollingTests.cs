using Microsoft.CodeAnalysis;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Tests.Scripting;

public sealed class LoopPollingTests
{
    private const string Poll = " global::NotebookKernel.Scripting.CellLoop.Poll();";

    [Theory]
    [InlineData("while (true) { }", "while (true) {" + Poll + " }")]
    [InlineData("while (true) ;", "while (true) {" + Poll + " ; }")]
    [InlineData("do x++; while (x < 3);", "do {" + Poll + " x++; } while (x < 3);")]
    [InlineData("for (;;) foreach (var i in y) z(i);", "for (;;) {" + Poll + " foreach (var i in y) {" + Poll + " z(i); } }")]
    [InlineData("foreach (var (a, b) in y) { }", "foreach (var (a, b) in y) {" + Poll + " }")]
    public void Insert_ALoop_PollsInItsBody(string code, string expected) => Insert(code).ShouldBe(expected);

    [Theory]
    [InlineData("var x = 1; x")]
    [InlineData("while (true) {")]
    public void Insert_NoLoopOrNoWholeOne_LeavesTheCellAlone(string code) => Insert(code).ShouldBe(code);

    [Fact]
    public void Insert_SeveralLines_LeavesEachOnItsLine()
    {
        const string code = "while (true)\n{\n    Go();\n}\nx";

        Insert(code).Split('\n').Select(line => line.Replace(Poll, "")).ShouldBe(code.Split('\n'));
    }

    private static string Insert(string code) => LoopPolling.Insert(CellCompiler.Parse(code, "cell 1")).GetText().ToString();
}
