using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;

namespace NotebookKernel.Kernels;

/// <summary>What an interruptible kernel needs of the package's invocation context, and the package keeps to itself.</summary>
internal static class InvocationContext
{
    /// <summary>
    /// What cancels the context's token. In public only the end of the command does, and what a cell shows after that is lost.
    /// </summary>
    public static CancellationTokenSource TokenSource(KernelInvocationContext context) => SourceOf(context);

    /// <summary>
    /// Makes this the current context of the calling thread. To run the thread's code in the captured execution context would do so,
    /// too, but take from it what earlier cells left there, a culture for instance.
    /// </summary>
    public static void Enter(KernelInvocationContext? context) => CurrentOf(null).Value = context;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_cancellationTokenSource")]
    private static extern ref CancellationTokenSource SourceOf(KernelInvocationContext context);

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "_current")]
    private static extern ref AsyncLocal<KernelInvocationContext?> CurrentOf(KernelInvocationContext? context);
}
