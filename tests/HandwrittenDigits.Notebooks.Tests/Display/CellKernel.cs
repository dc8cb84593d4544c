using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;

namespace HandwrittenDigits.Notebooks.Tests.Display;

/// <summary>A kernel of .NET Interactive's package whose one cell is given as C#.</summary>
internal sealed class CellKernel(Action cell) : Kernel("cell"), IKernelCommandHandler<SubmitCode>
{
    /// <summary>Runs the cell, and gives all that it published.</summary>
    public static async Task<KernelCommandResult> RunAsync(Action cell)
    {
        using var kernel = new CellKernel(cell);
        return await kernel.SendAsync(new SubmitCode("the cell"), TestContext.Current.CancellationToken);
    }

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        cell();
        return Task.CompletedTask;
    }
}
