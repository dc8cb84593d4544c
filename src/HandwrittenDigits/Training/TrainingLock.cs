namespace HandwrittenDigits.Training;

/// <summary>
/// Sees to it that one training runs at a time in a process: two threads that train at once with TorchSharp 0.107 end in a crash of
/// libtorch one time in ten.
/// </summary>
internal sealed class TrainingLock : IDisposable
{
    private static int isTaken;

    private TrainingLock()
    {
    }

    /// <summary>Takes the lock until what is returned is disposed.</summary>
    /// <exception cref="TrainingBusyException">Another training has it.</exception>
    public static TrainingLock Take() =>
        Interlocked.Exchange(ref isTaken, 1) == 0 ? new TrainingLock() : throw new TrainingBusyException();

    public void Dispose() => Volatile.Write(ref isTaken, 0);
}

/// <summary>Another training runs in this process, and two at once crash libtorch.</summary>
public sealed class TrainingBusyException : InvalidOperationException
{
    /// <summary>Says what to do instead.</summary>
    public TrainingBusyException()
        : base("Another training runs in this process already, and two at once crash libtorch: train them one after the other, "
            + "or each in a process of its own ('digits train').")
    {
    }
}
