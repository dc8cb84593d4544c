namespace HandwrittenDigits.Training;

/// <summary>Turns what the loop has done into <see cref="TrainingProgress"/>: pace, time gone and time left.</summary>
internal sealed class TrainingClock(TimeProvider time, TrainingOptions options, int epochsBefore)
{
    private readonly long start = time.GetTimestamp();
    private long epochStart;
    private int epoch;
    private int batches;
    private TrainingProgress? latest;

    public double EpochSeconds => time.GetElapsedTime(epochStart).TotalSeconds;

    public void StartEpoch(int number, int batchesInEpoch)
    {
        epoch = number;
        batches = batchesInEpoch;
        epochStart = time.GetTimestamp();
    }

    public double ImagesPerSecond(int batch) => batch * (double)options.BatchSize / Math.Max(EpochSeconds, 1e-9);

    public TrainingProgress Report(int batch, double loss, double learningRate)
    {
        TimeSpan elapsed = time.GetElapsedTime(start);
        double done = epoch - 1 - epochsBefore + ((double)batch / batches);
        double left = options.Epochs - epochsBefore - done;
        return latest = new TrainingProgress(
            epoch, options.Epochs, batch, batches, loss, learningRate, ImagesPerSecond(batch), elapsed, elapsed * (left / done));
    }

    public TrainingProgress Report(EpochMetrics completed) =>
        latest! with { Elapsed = time.GetElapsedTime(start), Loss = completed.TrainLoss, Completed = completed };
}
