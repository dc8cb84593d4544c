using Markdig;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Scripting;

namespace NotebookKernel.Kernels;

/// <summary>Shows a <c>#!markdown</c> cell.</summary>
internal sealed class MarkdownKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    private static readonly Lazy<MarkdownPipeline> Pipeline =
        new(() => new MarkdownPipelineBuilder().UseMathematics().UseAdvancedExtensions().Build());

    public MarkdownKernel()
        : base("markdown")
    {
        KernelInfo.LanguageName = "Markdown";
        KernelInfo.Description = "Show Markdown";
    }

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        string text = command.Code.Trim();
        context.Publish(new DisplayedValueProduced(
            text,
            command,
            [
                new FormattedValue(MimeBundle.Html, Markdown.ToHtml(text, Pipeline.Value)),
                new FormattedValue("text/markdown", text),
                new FormattedValue(MimeBundle.PlainText, text),
            ]));
        return Task.CompletedTask;
    }
}
