using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Scripting;

namespace NotebookKernel.Kernels;

/// <summary>
/// Stands in for a kernel of .NET Interactive that is not here: says in one sentence which kernel would run the cell, and lets the
/// rest of the notebook go on.
/// </summary>
internal sealed class UnavailableKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    private readonly string remedy;

    /// <summary>Makes the stand-in.</summary>
    /// <param name="name">The kernel's name.</param>
    /// <param name="language">Its language.</param>
    /// <param name="remedy">What would run the cell.</param>
    public UnavailableKernel(string name, string language, string remedy)
        : base(name)
    {
        this.remedy = remedy;
        KernelInfo.LanguageName = language;
        KernelInfo.Description = $"Not available here: {remedy}";
    }

    /// <summary>The sentence in the place of a cell's output.</summary>
    /// <param name="language">The language of the cell.</param>
    /// <param name="remedy">What would run it.</param>
    public static string Sentence(string language, string remedy) => $"This {language} cell was not run: {remedy}.\n";

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        string text = Sentence(KernelInfo.LanguageName!, remedy);
        context.Publish(new StandardErrorValueProduced(command, [new FormattedValue(MimeBundle.PlainText, text)]));
        return Task.CompletedTask;
    }
}
