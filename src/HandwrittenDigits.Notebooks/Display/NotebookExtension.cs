using HandwrittenDigits.Notebooks.Charts;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using XPlot.Plotly;

namespace HandwrittenDigits.Notebooks.Display;

/// <summary>
/// What .NET Interactive loads when a cell says <c>#r "nuget: HandwrittenDigits.Notebooks"</c>: from then on charts of Plotly.NET and
/// XPlot are shown without a network.
/// </summary>
public sealed class NotebookExtension : IKernelExtension
{
    private static int resolvesFSharpCore;

    /// <inheritdoc/>
    public Task OnLoadAsync(Kernel kernel)
    {
        Register();
        return Task.CompletedTask;
    }

    /// <summary>Registers the formatters of this process, again where they were reset.</summary>
    internal static void Register()
    {
        if (Interlocked.Exchange(ref resolvesFSharpCore, 1) == 0)
        {
            FSharpCore.Resolve();
        }

        // Apart from what resolves FSharp.Core, which the types of the charts need.
        RegisterCharts();
    }

    private static void RegisterCharts()
    {
        Register<GenericChart>(chart => ChartOutput.Of(chart));
        Register<PlotlyChart>(chart => ChartOutput.Of(chart));
    }

    private static void Register<T>(Func<T, ChartOutput> toOutput)
    {
        Formatter.Register(
            new HtmlFormatter<T>((chart, context) => context.Writer.Write(InvariantRendering.Of(() => toOutput(chart).ToHtml()))));
        Formatter.Register(
            new PlainTextFormatter<T>((chart, context) =>
                context.Writer.Write(InvariantRendering.Of(() => toOutput(chart).ToPlainText()))));
        Formatter.Register(new PngFormatter<T>(chart => toOutput(chart).ToPng()));
        Formatter.SetPreferredMimeTypesFor(typeof(T), StaticImages.MimeTypes(hasImage: true));
    }
}
