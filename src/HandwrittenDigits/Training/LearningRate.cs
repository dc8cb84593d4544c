namespace HandwrittenDigits.Training;

/// <summary>
/// The learning rate of each step, and the blocks that it is for: pure functions, so a resumed run needs nothing but the step's number.
/// </summary>
internal static class LearningRate
{
    private const double OneCycleStart = 1.0 / 25;
    private const double OneCycleEnd = OneCycleStart / 100;

    /// <summary>The learning rate of step <paramref name="step"/>, 0 to <paramref name="steps"/> - 1.</summary>
    public static double At(TrainingOptions options, long step, long steps)
    {
        double warmUp = options.WarmUp * steps;
        double coolDown = options.CoolDown * steps;
        double share = step < warmUp ? step / warmUp : (step - warmUp) / Math.Max(1, steps - 1 - warmUp);
        return options.LearningRate * (options.Schedule, step < warmUp) switch
        {
            (LearningRateSchedule.OneCycle, true) => AlongCosine(OneCycleStart, 1, share),
            (LearningRateSchedule.OneCycle, false) => AlongCosine(1, OneCycleEnd, share),
            (LearningRateSchedule.Cosine, false) => AlongCosine(1, 0, share),
            (LearningRateSchedule.Linear, false) => 1 - share,
            (LearningRateSchedule.Constant, false) => AlongCosine(1, 0, Math.Max(0, (step + coolDown - steps) / Math.Max(1, coolDown))),
            _ => (step + 1) / (warmUp + 1),
        };
    }

    /// <summary>
    /// How many of the network's first blocks learn no more at step <paramref name="step"/>, 0 to <paramref name="steps"/> - 1.
    /// </summary>
    public static int FrozenBlocks(TrainingOptions options, long step, long steps)
    {
        int blocks = options.FreezeOut > 0 ? options.Network?.Blocks.Length ?? 0 : 0;
        return Enumerable.Range(0, blocks)
            .Count(block => step >= steps * (options.FreezeOut + ((1 - options.FreezeOut) * block / blocks)));
    }

    /// <summary>Whether the first steps have the same learning rates, of the same blocks, with either number of epochs.</summary>
    /// <param name="options">The options, with one number of epochs.</param>
    /// <param name="other">The same options with another.</param>
    /// <param name="epochs">How many epochs are done.</param>
    /// <param name="stepsPerEpoch">Steps of each.</param>
    public static bool IsSame(TrainingOptions options, TrainingOptions other, int epochs, int stepsPerEpoch)
    {
        long steps = (long)options.Epochs * stepsPerEpoch;
        long otherSteps = (long)other.Epochs * stepsPerEpoch;
        for (long step = 0; step < (long)epochs * stepsPerEpoch; step++)
        {
            if (At(options, step, steps) != At(other, step, otherSteps)
                || FrozenBlocks(options, step, steps) != FrozenBlocks(other, step, otherSteps))
            {
                return false;
            }
        }

        return true;
    }

    private static double AlongCosine(double from, double to, double share) => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}

/// <summary>How the learning rate goes from the first step to the last.</summary>
public enum LearningRateSchedule
{
    /// <summary>
    /// Up from a 25th of the peak over the warm-up, then down to a hundredth of where it began, both along half a cosine. Smith and
    /// Topin, "Super-Convergence", arXiv 1708.07120.
    /// </summary>
    OneCycle,

    /// <summary>Down from the peak to zero along half a cosine, after a linear warm-up. Loshchilov and Hutter, arXiv 1608.03983.</summary>
    Cosine,

    /// <summary>
    /// Down from the peak to zero along a line, after a linear warm-up. Defazio et al., "Optimal Linear Decay Learning Rate Schedules and
    /// Further Refinements", arXiv 2310.07831.
    /// </summary>
    Linear,

    /// <summary>
    /// The peak, after a linear warm-up; where <see cref="TrainingOptions.CoolDown"/> says so, down to zero along half a cosine at the end.
    /// Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations", arXiv 2405.18392.
    /// </summary>
    Constant,
}
