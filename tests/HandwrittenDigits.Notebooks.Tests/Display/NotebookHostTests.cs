using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Display.Hosts;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace HandwrittenDigits.Notebooks.Tests.Display;

public sealed class NotebookHostTests
{
    [Fact]
    public async Task Show_InACell_IsReplacedUnderItsIdAlsoFromAThreadWithoutTheCell()
    {
        KernelCommandResult result = await CellKernel.RunAsync(() =>
        {
            LiveDisplay display = Notebook.Show(new NoteOutput("first"));
            Thread thread;
            using (ExecutionContext.SuppressFlow())
            {
                thread = new Thread(() => display.Update(new NoteOutput("second")));
                thread.Start();
            }

            thread.Join();
        });

        DisplayedValueProduced shown = result.Events.OfType<DisplayedValueProduced>().Single();
        DisplayedValueUpdated updated = result.Events.OfType<DisplayedValueUpdated>().Single();
        Text(shown, "text/html").ShouldBe("<b>first</b>");
        Text(shown, "text/plain").ShouldBe("first");
        Text(updated, "text/html").ShouldBe("<b>second</b>");
        updated.ValueId.ShouldBe(shown.ValueId);
    }

    [Fact]
    public async Task CancellationToken_InACell_IsTheCells()
    {
        CancellationToken expected = default, given = default;
        await CellKernel.RunAsync(() =>
        {
            expected = KernelInvocationContext.Current.CancellationToken;
            given = Notebook.CancellationToken;
        });

        given.CanBeCanceled.ShouldBeTrue();
        given.ShouldBe(expected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CancellationToken_AskedForWhenTheCellHasEnded_IsCancelledIfTheCellWas(bool cancelled)
    {
        KernelInvocationContext context = null!;
        await CellKernel.RunAsync(() =>
        {
            context = KernelInvocationContext.Current;
            if (cancelled)
            {
                using (ExecutionContext.SuppressFlow())
                {
                    Task.Run(() => context.HandlingKernel.SendAsync(new Cancel()));
                }

                context.CancellationToken.WaitHandle.WaitOne();
            }
        });

        context.IsComplete.ShouldBeTrue();
        new InteractiveHost(context).CancellationToken.IsCancellationRequested.ShouldBe(cancelled);
    }

    [Fact]
    public async Task Name_OfAnotherKernelThanTheOriginal_IsThisProjects()
    {
        string name = "";
        await CellKernel.RunAsync(() => name = NotebookHost.Current.Name);
        name.ShouldBe("this project's kernel");
    }

    [Fact]
    public void Show_InAPlainProgram_WritesTextToTheConsole()
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
        NotebookHost.Current.ShouldBeOfType<ConsoleHost>();
    }

    private static string Text(DisplayEvent shown, string mimeType) =>
        shown.FormattedValues.Single((FormattedValue form) => form.MimeType == mimeType).Value;
}
