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
