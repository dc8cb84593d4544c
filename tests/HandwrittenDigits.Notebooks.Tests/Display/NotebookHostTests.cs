using System.Reflection;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Display.Hosts;

namespace HandwrittenDigits.Notebooks.Tests.Display;

/// <summary>One test after the other: what they look for belongs to the whole process.</summary>
[Collection(nameof(NotebookHost))]
public sealed class NotebookHostTests : IDisposable
{
    private static readonly Lazy<Assembly> Interactive = new(() => StandIn.Load("Microsoft.DotNet.Interactive"));
    private static readonly Lazy<Assembly> ClrKernel = new(() => StandIn.Load("ClrKernel.Core.Primitives"));

    private readonly AppDomain domain = AppDomain.CurrentDomain;

    public void Dispose()
    {
        foreach (string key in (string[])["notebook.display", "notebook.display.version", "notebook.cancellation", "notebook.frontend"])
        {
            domain.SetData(key, null);
        }
    }

    [Fact]
    public void Show_HostWithTheContract_GetsTheBundleAndThenTheUpdateUnderItsId()
    {
        List<(IReadOnlyDictionary<string, string> Bundle, string? Id)> calls = [];
        Publish((bundle, id) =>
        {
            calls.Add((bundle, id));
            return "display-7";
        });

        NotebookHost.Probe().Show(new NoteOutput("first")).Update(new NoteOutput("second"));

        calls.Count.ShouldBe(2);
        calls[0].Id.ShouldBeNull();
        calls[0].Bundle["text/html"].ShouldBe("<b>first</b>");
        calls[0].Bundle["text/plain"].ShouldBe("first");
        calls[1].Id.ShouldBe("display-7");
        calls[1].Bundle["text/html"].ShouldBe("<b>second</b>");
    }

    [Fact]
    public void CancellationToken_HostWithTheContract_IsTheRunningCells()
    {
        using var source = new CancellationTokenSource();
        Publish((_, _) => "");
        domain.SetData("notebook.cancellation", (Func<CancellationToken>)(() => source.Token));

        NotebookHost.Probe().CancellationToken.ShouldBe(source.Token);
    }

    [Fact]
    public void Probe_ContractOfAnotherVersion_IsLeftAlone()
    {
        Publish((_, _) => "");
        domain.SetData("notebook.display.version", 2);

        ContractHost.TryFind().ShouldBeNull();
    }

    [Fact]
    public void Probe_ContractBesideOtherHosts_ContractWins()
    {
        _ = Interactive.Value;
        _ = ClrKernel.Value;
        NotebookHost.Probe().ShouldBeOfType<DotNetInteractiveHost>();

        Publish((_, _) => "");

        NotebookHost.Probe().ShouldBeOfType<ContractHost>();
    }

    [Fact]
    public void Update_DotNetInteractiveOnAThreadWithoutItsCell_ReachesTheDisplay()
    {
        Type context = Interactive.Value.GetType("Microsoft.DotNet.Interactive.KernelInvocationContext")!;
        object cell = context.GetMethod("Enter")!.Invoke(null, null)!;
        LiveDisplay display = DotNetInteractiveHost.TryFind()!.Show(new NoteOutput("first"));
        object shown = context.GetProperty("Latest")!.GetValue(cell)!;
        shown.GetType().GetProperty("Shown")!.GetValue(shown).ShouldBe("<b>first</b>");

        Thread thread;
        using (ExecutionContext.SuppressFlow())
        {
            thread = new Thread(() => display.Update(new NoteOutput("second")));
            thread.Start();
        }

        thread.Join();
        shown.GetType().GetProperty("Shown")!.GetValue(shown).ShouldBe("<b>second</b>");
    }

    [Fact]
    public void Show_DotNetInteractiveOutsideACell_SaysSo()
    {
        _ = Interactive.Value;
        NotebookHost host = DotNetInteractiveHost.TryFind()!;
        using (ExecutionContext.SuppressFlow())
        {
            var thread = new Thread(() => Should.Throw<InvalidOperationException>(() => host.Show(new NoteOutput("lost"))).Message.ShouldContain("cell"));
            thread.Start();
            thread.Join();
        }
    }

    [Fact]
    public void Update_ClrKernel_ReplacesWhatWasShown()
    {
        PropertyInfo latest = ClrKernel.Value.GetType("ClrKernel.Core.Primitives.DisplayValues")!.GetProperty("Latest")!;
        LiveDisplay display = ClrKernelHost.TryFind()!.Show(new NoteOutput("first"));
        object cell = latest.GetValue(null)!;
        cell.GetType().GetProperty("Shown")!.GetValue(cell).ShouldBe("<b>first</b>");

        display.Update(new NoteOutput("second"));

        cell.GetType().GetProperty("Shown")!.GetValue(cell).ShouldBe("<b>second</b>");
    }

    [Fact]
    public void Register_ClrKernel_RendersOursAndLeavesTheRestToTheFormatterBefore()
    {
        Type formatters = ClrKernel.Value.GetType("ClrKernel.Core.Primitives.DisplayFormatters")!;
        RegisterFallback(formatters, "the formatter before");

        ClrKernelFormatters.Register(value => value as CellOutput);

        Render(new NoteOutput("ours")).ShouldBe("<b>ours</b>");
        Render(42).ShouldBe("the formatter before");

        string Render(object value) => (string)formatters.GetMethod("Render")!.Invoke(null, [value])!;
    }

    [Fact]
    public void Show_NoHost_WritesTextToTheConsole()
    {
        TextWriter before = Console.Out;
        using var written = new StringWriter();
        Console.SetOut(written);
        try
        {
            new ConsoleHost().Show(new NoteOutput("first")).Update(new NoteOutput("second"));
        }
        finally
        {
            Console.SetOut(before);
        }

        written.ToString().ReplaceLineEndings("\n").ShouldBe("first\nsecond\n");
    }

    private static void RegisterFallback(Type formatters, string html)
    {
        Type wrapped = ClrKernel.Value.GetType("ClrKernel.Core.Primitives.DisplayObject")!;
        Type shown = ClrKernel.Value.GetType("ClrKernel.Core.Primitives.DisplayHtml")!;
        typeof(NotebookHostTests).GetMethod(nameof(RegisterConstant), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(wrapped, shown)
            .Invoke(null, [formatters, html]);
    }

    private static void RegisterConstant<TIn, TOut>(Type formatters, string html) =>
        formatters.GetMethods().Single(method => method.Name == "Register" && method.IsGenericMethod).MakeGenericMethod(typeof(TIn), typeof(TOut))
            .Invoke(null, [(Func<TIn, TOut>)(_ => (TOut)Activator.CreateInstance(typeof(TOut), html)!)]);

    private void Publish(Func<IReadOnlyDictionary<string, string>, string?, string> display)
    {
        domain.SetData("notebook.display.version", 1);
        domain.SetData("notebook.display", display);
    }
}
