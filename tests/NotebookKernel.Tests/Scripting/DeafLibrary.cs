namespace NotebookKernel.Tests.Scripting;

/// <summary>A library whose computation hears of no interrupt: it ends when the test lets it.</summary>
public static class DeafLibrary
{
    private static volatile TaskCompletionSource end = new();
    private static volatile bool released;

    /// <summary>Completes when <see cref="Compute"/> has returned.</summary>
    public static Task Returned => end.Task;

    /// <summary>Makes it ready for the next <see cref="Compute"/>.</summary>
    public static void Reset()
    {
        released = false;
        end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Computes until <see cref="Release"/>.</summary>
    public static void Compute()
    {
        while (!released)
        {
            Thread.SpinWait(1000);
        }

        end.SetResult();
    }

    /// <summary>Lets the computation end.</summary>
    public static void Release() => released = true;
}
