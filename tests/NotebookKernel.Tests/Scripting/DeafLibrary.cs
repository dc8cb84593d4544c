namespace NotebookKernel.Tests.Scripting;

/// <summary>A library whose computation hears of no interrupt: it ends when the test lets it.</summary>
public static class DeafLibrary
{
    private static readonly TaskCompletionSource Return = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static volatile bool released;

    /// <summary>Completes when <see cref="Compute"/> has returned.</summary>
    public static Task Returned => Return.Task;

    /// <summary>Computes until <see cref="Release"/>.</summary>
    public static void Compute()
    {
        while (!released)
        {
            Thread.SpinWait(1000);
        }

        Return.SetResult();
    }

    /// <summary>Lets the computation end.</summary>
    public static void Release() => released = true;
}
