namespace HandwrittenDigits.Training;

/// <summary>How a step goes from gradients to weights.</summary>
public enum OptimizerKind
{
    /// <summary>Adam with decoupled weight decay. Loshchilov and Hutter, arXiv 1711.05101.</summary>
    AdamW,

    /// <summary>Adam; weight decay is added to the gradient. Kingma and Ba, arXiv 1412.6980.</summary>
    Adam,

    /// <summary>
    /// Stochastic gradient descent with <see cref="TrainingOptions.Momentum"/>, by Nesterov's rule where
    /// <see cref="TrainingOptions.Nesterov"/> says so; weight decay is added to the gradient.
    /// </summary>
    Sgd,

    /// <summary>Adadelta, which needs a learning rate of about 1; weight decay is added to the gradient. Zeiler, arXiv 1212.5701.</summary>
    Adadelta,
}
