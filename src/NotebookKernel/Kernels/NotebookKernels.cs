using Microsoft.DotNet.Interactive;

namespace NotebookKernel.Kernels;

/// <summary>
/// The kernels of a notebook: ours for C#, those of the package, and the magic commands that .NET Interactive has beside them.
/// </summary>
internal static class NotebookKernels
{
    /// <summary>Puts the kernels together.</summary>
    /// <param name="csharp">The C# kernel, the default one.</param>
    /// <param name="withJavaScript">False where the front has a kernel of that name.</param>
    public static CompositeKernel Create(CSharpScriptKernel csharp, bool withJavaScript = true)
    {
        var composite = new CompositeKernel { FrontendEnvironment = new AutomationEnvironment() };
        composite.Add(csharp.UseWho().UseValueSharing(), ["c#", "C#"]);
        composite.Add(new HtmlKernel());
        if (withJavaScript)
        {
            composite.Add(new JavaScriptKernel().UseValueSharing(), ["js"]);
        }

        composite.Add(new KeyValueStoreKernel().UseWho());
        composite.Add(new MermaidKernel());
        composite.Add(new MarkdownKernel());
        composite.Add(new UnavailableKernel("fsharp", "F#", MissingKernels.Original("fsharp")), ["f#", "F#"]);
        composite.Add(new UnavailableKernel("pwsh", "PowerShell", MissingKernels.Original("pwsh")), ["powershell"]);
        composite.Add(new UnavailableKernel("http", "HTTP", MissingKernels.Original("http")));
        composite.Add(new UnavailableKernel("sql", "SQL", MissingKernels.Extension("sql", "Microsoft.DotNet.Interactive.SqlServer")));
        composite.Add(new UnavailableKernel("kql", "KQL", MissingKernels.Extension("kql", "Microsoft.DotNet.Interactive.Kql")));
        composite.DefaultKernelName = csharp.Name;
        return composite.UseImportMagicCommand().UseTime().UseListOfMagicCommands().UseAbout();
    }
}
