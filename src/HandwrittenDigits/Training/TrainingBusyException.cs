namespace HandwrittenDigits.Training;

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
