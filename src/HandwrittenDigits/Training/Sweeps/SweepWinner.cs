namespace HandwrittenDigits.Training.Sweeps;

/// <summary>
/// The configuration that did best on the validation images, in the mean over its seeds, and of its runs the best. Its model alone has
/// read the test set, once.
/// </summary>
/// <param name="Configuration">What the sweep set.</param>
/// <param name="Run">The run's name below the sweep's folder.</param>
/// <param name="Seeds">How many runs of the configuration there are.</param>
/// <param name="ValidationAccuracy">The mean over them, 0 to 1.</param>
/// <param name="TestAccuracy">How well the run's model reads the test set, 0 to 1.</param>
/// <param name="TestCount">How many test images there are.</param>
public sealed record SweepWinner(
    string Configuration, string Run, int Seeds, double ValidationAccuracy, double TestAccuracy, int TestCount);
