using System.Net;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Scripting;

namespace NotebookKernel.Kernels;

/// <summary>
/// Draws a <c>#!mermaid</c> cell with Mermaid's own script, which the page loads from where its documentation says
/// (<see href="https://mermaid.js.org/config/usage.html"/>); without a network the page shows the diagram's text.
/// </summary>
internal sealed class MermaidKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    private const string Library = "https://cdn.jsdelivr.net/npm/mermaid@11/dist/mermaid.esm.min.mjs";
    private const string Background = "--display-background-color";
    private const string Width = "--display-width";
    private const string Height = "--display-height";

    public MermaidKernel()
        : base("mermaid")
    {
        KernelInfo.LanguageName = "Mermaid";
        KernelInfo.Description = "Draw diagrams with Mermaid (https://mermaid.js.org)";
    }

    public override KernelSpecifierDirective KernelSpecifierDirective
    {
        get
        {
            KernelSpecifierDirective directive = base.KernelSpecifierDirective;
            foreach (string name in (string[])[Width, Height, Background])
            {
                if (directive.Parameters.All(parameter => parameter.Name != name))
                {
                    directive.Parameters.Add(new KernelDirectiveParameter(name, "How the diagram is shown, in CSS's terms."));
                }
            }

            return directive;
        }
    }

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        string text = command.Code.Trim();
        context.Publish(new DisplayedValueProduced(
            text,
            command,
            [
                new FormattedValue(MimeBundle.Html, Html(text, command.Parameters)),
                new FormattedValue("text/vnd.mermaid", text),
                new FormattedValue(MimeBundle.PlainText, text),
            ]));
        return Task.CompletedTask;
    }

    private static string Html(string diagram, IDictionary<string, string> parameters)
    {
        string id = $"mermaid-{Guid.NewGuid():N}";
        string style = WebUtility.HtmlEncode(
            $"background:{Setting(Background, "white")};width:{Setting(Width, "auto")};height:{Setting(Height, "auto")}");
        return $$"""
            <div id="{{id}}" style="{{style}}"><pre>{{WebUtility.HtmlEncode(diagram)}}</pre></div>
            <script type="module">
            const place = document.getElementById("{{id}}");
            const text = place.textContent;
            const { default: mermaid } = await import("{{Library}}");
            mermaid.initialize({ startOnLoad: false });
            const { svg, bindFunctions } = await mermaid.render("{{id}}-svg", text);
            place.innerHTML = svg;
            bindFunctions?.(place);
            </script>
            """;

        string Setting(string name, string absent) =>
            parameters.TryGetValue(name, out string? value) && !string.IsNullOrWhiteSpace(value) ? value : absent;
    }
}
