namespace HandwrittenDigits.Training;

/// <summary>
/// Sees to it that one training runs at a time in a process: two threads that train at once with TorchSharp 0.107 end in a crash of
/// libtorch one time in ten.
/// </summary>
internal sealed class TrainingTurn : IDisposable
{
    private static int isTaken;

    private TrainingTurn()
    {
    }

    /// <summary>Takes the turn until what is returned is disposed.</summary>
    /// <exception cref="TrainingBusyException">Another training has it.</exception>
    public static TrainingTurn Take() =>
        Interlocked.Exchange(ref isTaken, 1) == 0 ? new TrainingTurn() : throw new TrainingBusyException();

    public void Dispose() => Volatile.Write(ref isTaken, 0);
}
