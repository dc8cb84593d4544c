namespace HandwrittenDigits.Training;

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
    /// The peak, after a linear warm-up; where <see cref="TrainingOptions.CoolDown"/> says so, down to zero along half a cosine at the end.
    /// Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations", arXiv 2405.18392.
    /// </summary>
    Constant,
}
