using NotebookKernel.LanguageServices;
using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.LanguageServices;

/// <summary>One service and one session for the class: loading Roslyn's editor services takes seconds.</summary>
public sealed class LanguageServiceFixture : IAsyncLifetime
{
    private readonly ScriptSession session = new(new ScriptSessionOptions());

    internal LanguageService Service { get; } = new();

    internal ScriptContext Empty => ScriptContext.Of(session) with { ExecutedCode = [] };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Service.Dispose();
        await session.DisposeAsync();
    }
}

public sealed class LanguageServiceTests(LanguageServiceFixture fixture) : IClassFixture<LanguageServiceFixture>
{
    [Fact]
    public async Task CompleteAsync_TypedPart_GivesWhatStartsWithIt()
    {
        CompletionMatches found = await CompleteAsync("Console.WriteL|");

        found.Items.Select(item => item.Text).ShouldBe(["WriteLine"]);
        found.Items[0].Kind.ShouldBe("method");
        found.Items[0].Signature!.ShouldContain("Console.WriteLine(");
        (found.Start, found.End).ShouldBe((8, 14));
    }

    [Fact]
    public async Task CompleteAsync_NothingTyped_GivesAllMembers()
    {
        var texts = (await CompleteAsync("\"a\".|")).Items.Select(item => item.Text).ToList();

        texts.ShouldContain("Length");
        texts.ShouldContain("Substring");
        texts.ShouldContain("Select");
    }

    [Fact]
    public async Task CompleteAsync_GenericType_InsertsItsNameWithoutBrackets() =>
        (await CompleteAsync("new Dictionar|")).Items.Select(item => item.Text).ShouldContain("Dictionary");

    [Fact]
    public async Task CompleteAsync_CapitalsOfAName_FindIt() =>
        (await CompleteAsync("Console.WL|")).Items.Select(item => item.Text).ShouldContain("WriteLine");

    [Fact]
    public async Task CompleteAsync_NoSuchMember_GivesNothing() => (await CompleteAsync("\"a\".Zzz|")).Items.ShouldBeEmpty();

    [Fact]
    public async Task CompleteAsync_VariableOfAnEarlierCell_HasItsLatestType()
    {
        CompletionMatches found = await CompleteAsync("value.|", "var value = 1;", "var value = \"now a text\";");

        found.Items.Select(item => item.Text).ShouldContain("Substring");
    }

    [Fact]
    public async Task CompleteAsync_UsingAndTypeOfEarlierCells_AreKnown()
    {
        CompletionMatches found = await CompleteAsync(
            "Cost(new StringWriter()).Am|", "using System.IO;", "record Bill(int Amount); Bill Cost(TextWriter w) => new(1);");

        found.Items.Select(item => item.Text).ShouldBe(["Amount"]);
    }

    [Fact]
    public async Task CompleteAsync_MethodOfDotNet_IsDocumented() =>
        (await CompleteAsync("Console.WriteL|")).Items[0].Documentation!.ShouldContain("standard output stream");

    [Fact]
    public async Task DiagnosticsAsync_TrailingWithExpression_HasNone() =>
        (await fixture.Service.DiagnosticsAsync(
            fixture.Empty with { ExecutedCode = ["record Point(int X); var point = new Point(1);"] },
            "point with { X = 2 }",
            TestContext.Current.CancellationToken)).ShouldBeEmpty();

    [Fact]
    public async Task InspectAsync_Method_GivesSignatureAndDocumentation()
    {
        string? text = await InspectAsync("Add(1|", "/// <summary>Adds one.</summary>\nint Add(int number) => number + 1;");

        text!.ShouldContain("Add(int number)");
        text!.ShouldContain("Adds one.");
    }

    [Fact]
    public async Task InspectAsync_DetailOfWhatACellDeclared_ShowsItsSource() =>
        (await InspectAsync("Ad|d(1)", detailed: true, "int Add(int number) => number + 1;"))!.ShouldContain("=> number + 1");

    [Fact]
    public async Task InspectAsync_DetailOfOverloads_ListsThem()
    {
        string? text = await InspectAsync("Math.Max|(1, 2)", detailed: true);

        text!.ShouldContain("int Math.Max(int val1, int val2)");
        text!.ShouldContain("double Math.Max(double val1, double val2)");
        text!.ShouldNotContain('\r');
    }

    [Theory]
    [InlineData("|")]
    [InlineData("   |  ")]
    [InlineData("1 + | 2")]
    public async Task InspectAsync_NoName_IsNull(string code) => (await InspectAsync(code)).ShouldBeNull();

    [Fact]
    public void After_OpenBraces_IndentsOncePerBrace() => Indentation.After("if (a) { if (b) {").ShouldBe("        ");

    // The bar in the code is the cursor.
    private Task<CompletionMatches> CompleteAsync(string code, params string[] executed)
    {
        int position = code.IndexOf('|', StringComparison.Ordinal);
        return fixture.Service.CompleteAsync(fixture.Empty with { ExecutedCode = executed }, code.Remove(position, 1), position);
    }

    private Task<string?> InspectAsync(string code, params string[] executed) => InspectAsync(code, false, executed);

    private Task<string?> InspectAsync(string code, bool detailed, params string[] executed)
    {
        int position = code.IndexOf('|', StringComparison.Ordinal);
        return fixture.Service.InspectAsync(fixture.Empty with { ExecutedCode = executed }, code.Remove(position, 1), position, detailed);
    }
}
