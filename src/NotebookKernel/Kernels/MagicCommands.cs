using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Scripting;

namespace NotebookKernel.Kernels;

/// <summary>Magic commands of .NET Interactive that are not in its core package.</summary>
internal static class MagicCommands
{
    /// <summary><c>#!time</c>: tells how long the submission took.</summary>
    public static CompositeKernel UseTime(this CompositeKernel kernel)
    {
        kernel.AddDirective(
            new KernelActionDirective("#!time") { Description = "Time the execution of the following code in the submission." },
            (command, context) =>
            {
                long started = Stopwatch.GetTimestamp();
                context.OnComplete(ended =>
                {
                    TimeSpan took = Stopwatch.GetElapsedTime(started);
                    string text = string.Create(CultureInfo.InvariantCulture, $"Wall time: {took.TotalMilliseconds}ms");
                    ended.Publish(new DisplayedValueProduced(took, ended.Command, [new FormattedValue(MimeBundle.PlainText, text)]));
                });
                return Task.CompletedTask;
            });
        return kernel;
    }

    /// <summary><c>#!lsmagic</c>: lists the magic commands of every kernel.</summary>
    public static CompositeKernel UseListOfMagicCommands(this CompositeKernel kernel)
    {
        kernel.VisitSubkernelsAndSelf(each => each.AddDirective(
            new KernelActionDirective("#!lsmagic") { Description = "List the available magic commands / directives" },
            (command, context) =>
            {
                kernel.VisitSubkernelsAndSelf(listed => context.DisplayAs(Listing(listed), MimeBundle.Html));
                return Task.CompletedTask;
            }));
        return kernel;
    }

    /// <summary><c>#!about</c>: says what runs the notebook.</summary>
    public static CompositeKernel UseAbout(this CompositeKernel kernel)
    {
        kernel.AddDirective(
            new KernelActionDirective("#!about") { Description = "Show version and build information" },
            (command, context) =>
            {
                (string Name, string? Value)[] facts =
                [
                    ("Kernel",
                        $"{typeof(MagicCommands).Assembly.GetName().Name} "
                        + typeof(MagicCommands).Assembly.GetName().Version?.ToString(3)),
                    ("Built on",
                        "Microsoft.DotNet.Interactive "
                        + FileVersionInfo.GetVersionInfo(typeof(Kernel).Assembly.Location).ProductVersion?.Split('+')[0]),
                    ("Runs on", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}"),
                ];
                IEnumerable<string> rows =
                    facts.Select(fact => $"<tr><th>{fact.Name}</th><td>{WebUtility.HtmlEncode(fact.Value)}</td></tr>");
                context.DisplayAs($"<table><tbody>{string.Concat(rows)}</tbody></table>", MimeBundle.Html);
                return Task.CompletedTask;
            });
        return kernel;
    }

    private static string Listing(Kernel kernel)
    {
        IEnumerable<string> items = kernel.KernelInfo.SupportedDirectives
            .Where(directive => !directive.Hidden)
            .OrderBy(directive => directive.Name, StringComparer.Ordinal)
            .Select(directive =>
                $"<dt><code>{WebUtility.HtmlEncode(directive.Name)}</code></dt>"
                + $"<dd>{WebUtility.HtmlEncode(directive.Description)}</dd>");
        return $"<h3>{WebUtility.HtmlEncode(kernel.Name)} kernel</h3><dl>{string.Concat(items)}</dl>";
    }
}
