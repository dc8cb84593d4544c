using HandwrittenDigits.Modeling;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Training;

/// <summary>Copies of a network that find the gradient of one batch together, an equal share of its images each.</summary>
/// <remarks>
/// Each works on a thread of its own, and so all of its operations run side by side with the others': operations as short as a small
/// network's gain little from threads within each of them. Batch norm sees a share of the batch at a time; its running averages are the
/// first copy's, as in PyTorch's <c>DistributedDataParallel</c>.
/// </remarks>
internal sealed class Replicas : IDisposable
{
    private readonly DigitCnn[] replicas;
    private readonly int threads;
    private readonly Tensor share;

    /// <summary>Makes the copies, each of which will compute with as many threads as libtorch may use on the calling one.</summary>
    /// <param name="network">The network whose gradients are wanted, which is the first of them; it stays the caller's.</param>
    /// <param name="options">How many, and of what shape.</param>
    /// <param name="device">Where to compute.</param>
    public Replicas(DigitCnn network, TrainingOptions options, Device device)
    {
        replicas = [network, .. Enumerable.Range(1, options.Replicas - 1).Select(_ => new DigitCnn(options.Network))];
        threads = get_num_threads();
        share = tensor(1f / options.Replicas, device: device);
        foreach (DigitCnn copy in replicas[1..])
        {
            copy.to(device);
        }
    }

    /// <summary>Adds the gradient of the batch's mean loss to the network's, and gives that loss.</summary>
    /// <param name="images"><c>[B, 1, 28, 28]</c> float32, ink = 1; B is a multiple of the number of replicas.</param>
    /// <param name="targets"><c>[B, 10]</c>, probabilities.</param>
    /// <param name="meanLoss">The mean loss of a network over images with such targets.</param>
    public double Backward(Tensor images, Tensor targets, Func<DigitCnn, Tensor, Tensor, Tensor> meanLoss)
    {
        if (replicas.Length == 1)
        {
            return BackwardPart(replicas[0], images, targets, meanLoss);
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor[] imageParts = images.chunk(replicas.Length);
        Tensor[] targetParts = targets.chunk(replicas.Length);
        CopyWeights();
        Task<double[]> others = Task.WhenAll(Enumerable.Range(1, replicas.Length - 1).Select(StartPart));
        double loss;
        try
        {
            loss = Part(0);
        }
        finally
        {
            WaitFor(others);
        }

        AddGradients();
        return loss + others.GetAwaiter().GetResult().Sum();

        double Part(int i) => BackwardPart(replicas[i], imageParts[i], targetParts[i], meanLoss);

        // A thread of the pool would keep the number of threads that libtorch may use on it.
        Task<double> StartPart(int i) => Task.Factory.StartNew(
            () =>
            {
                set_num_threads(threads);
                return Part(i);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    public void Dispose()
    {
        share.Dispose();
        foreach (DigitCnn copy in replicas[1..])
        {
            copy.Dispose();
        }
    }

    // Leaves the part's share of the mean over the batch.
    private double BackwardPart(DigitCnn network, Tensor images, Tensor targets, Func<DigitCnn, Tensor, Tensor, Tensor> meanLoss)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor loss = meanLoss(network, images, targets);
        loss.backward([share]);
        return loss.item<float>() / replicas.Length;
    }

    // A thread that is interrupted waits as well: the others compute with tensors that are this step's.
    private static void WaitFor(Task task)
    {
        var interrupted = false;
        while (!task.IsCompleted)
        {
            try
            {
                Task.WaitAny(task);
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }

        if (interrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    private void CopyWeights()
    {
        using IDisposable noGradients = no_grad();
        foreach (DigitCnn copy in replicas[1..])
        {
            copy.train();
            copy.zero_grad();
            foreach ((Parameter weights, Parameter latest) in copy.parameters().Zip(replicas[0].parameters()))
            {
                weights.copy_(latest);
            }
        }
    }

    private void AddGradients()
    {
        using IDisposable noGradients = no_grad();
        foreach (DigitCnn copy in replicas[1..])
        {
            foreach ((Parameter sum, Parameter part) in replicas[0].parameters().Zip(copy.parameters()))
            {
                using Tensor gradient = sum.grad!;
                using Tensor more = part.grad!;
                gradient.add_(more);
            }
        }
    }
}
