namespace HandwrittenDigits.Training;

/// <summary>The loss is no longer a finite number, so going on would only destroy the weights.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">The batch in that epoch, from 1.</param>
    /// <param name="loss">The loss: an infinity or not a number.</param>
    /// <param name="learningRate">The learning rate at that step.</param>
    public TrainingDivergedException(int epoch, int batch, double loss, double learningRate)
        : base($"The loss became {loss} in epoch {epoch}, batch {batch}, at a learning rate of {learningRate:g3}: the steps are too long. "
            + "Lower the learning rate, or lengthen the warm-up. The checkpoint of the last complete epoch is as it was.")
    {
        Epoch = epoch;
        Batch = batch;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch in that epoch, from 1.</summary>
    public int Batch { get; }
}
