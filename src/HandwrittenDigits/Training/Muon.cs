using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Training;

/// <summary>
/// Stochastic gradient descent with Nesterov's momentum, whose step of each weight is made orthogonal: all its singular values are brought
/// near 1, so that directions of small gradients are learned as fast as others.
/// </summary>
/// <remarks>
/// Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024. A kernel counts as a matrix with a row for each output.
/// A step is as large, in the root of its mean square, as AdamW's usually are, and so takes AdamW's learning rates: Liu et al., "Muon is
/// Scalable for LLM Training", arXiv 2502.16982.
/// </remarks>
internal sealed class Muon : SGD
{
    private const int Iterations = 5;
    private const double RootMeanSquare = 0.2;
    private const double MoreThanZero = 1e-30;

    // The quintic of Jordan et al., whose repetition takes every number from about 0.001 to 1 to one of 0.7 to 1.2.
    private static readonly (double Linear, double Cubic, double Quintic) Polynomial = (3.4445, -4.7750, 2.0315);

    /// <summary>Makes the optimiser of weights of two dimensions or more.</summary>
    public Muon(IEnumerable<Parameter> weights, double learningRate, double momentum, double decay)
        : base(weights, learningRate, momentum, dampening: 0, decay)
    {
    }

    /// <inheritdoc/>
    public override Tensor step(Func<Tensor>? closure = null) => _step<ParamGroup>(
        group =>
        {
            foreach (Parameter weights in group.Parameters)
            {
                if (weights.grad is { } gradient)
                {
                    Step(weights, gradient, (State)_state[weights.Handle], group.Options);
                }
            }
        },
        closure!);

    private static void Step(Parameter weights, Tensor gradient, State state, Options options)
    {
        (double learningRate, double momentum, double decay) =
            (options.LearningRate!.Value, options.momentum!.Value, options.weight_decay!.Value);
        state.momentum_buffer ??= zeros_like(gradient).DetachFromDisposeScope();
        Tensor mean = state.momentum_buffer.mul_(momentum).add_(gradient);
        Tensor direction = Orthogonal(gradient.add(mean, alpha: momentum).flatten(1));
        double size = RootMeanSquare * Math.Sqrt(Math.Max(direction.shape[0], direction.shape[1]));
        weights.mul_(1 - (learningRate * decay)).add_(direction.view(weights.shape), alpha: -learningRate * size);
    }

    /// <summary>
    /// The matrix whose singular values are all near 1, from 0.7 to 1.2, and whose singular vectors are those of
    /// <paramref name="matrix"/>; singular values of less than a thousandth of the root of the sum of their squares stay below.
    /// </summary>
    /// <param name="matrix"><c>[M, N]</c> float32.</param>
    /// <returns><c>[M, N]</c> float32; the caller disposes it.</returns>
    internal static Tensor Orthogonal(Tensor matrix)
    {
        using DisposeScope scope = NewDisposeScope();

        // A polynomial of the products of rows, of which there are the fewer, gives the same as one of the matrix, and takes less.
        bool isHigh = matrix.shape[0] > matrix.shape[1];
        Tensor rows = isHigh ? matrix.t() : matrix;
        Tensor products = rows.matmul(rows.t());
        Tensor square = products.trace().add_(MoreThanZero);
        products = products / square;
        Tensor identity = eye(rows.shape[0], device: matrix.device);
        Tensor whole = identity;
        for (int i = 0; i < Iterations; i++)
        {
            Tensor factor = products.matmul(products).mul_(Polynomial.Quintic)
                .add_(products, alpha: Polynomial.Cubic).add_(identity, alpha: Polynomial.Linear);
            whole = factor.matmul(whole);
            products = factor.matmul(products).matmul(factor);
        }

        Tensor orthogonal = whole.matmul(rows).div_(square.sqrt_());
        return (isHigh ? orthogonal.t() : orthogonal).MoveToOuterDisposeScope();
    }
}
