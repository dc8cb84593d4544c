using System.Security.Cryptography;
using HandwrittenDigits.Modeling;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Training;

/// <summary>Trained networks whose answers another network learns, in place of the labels.</summary>
/// <remarks>
/// Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network" (2015). Teachers and pupil see the very same altered image, as
/// in Beyer et al., "Knowledge distillation: A good teacher is patient and consistent" (CVPR 2022).
/// The teachers take turns, a step each: the gradient of a cross entropy is linear in its target, so over some steps it is that of their
/// mean answer, for one forward pass a step instead of one of each.
/// </remarks>
internal sealed class Teachers : IDisposable
{
    // What all logits are divided by, so that the answers say more than which digit is the likeliest.
    private const double Softening = 2;

    private readonly List<DigitModel> models = [];
    private readonly List<RunInfo.TeacherInfo> runs = [];
    private readonly Tensor softening;

    private Teachers(IReadOnlyList<RunFolder> teachers, Device device)
    {
        softening = tensor((float)Softening, device: device);
        foreach (RunFolder teacher in teachers)
        {
            byte[] bytes = File.ReadAllBytes(teacher.ModelPath);
            runs.Add(new RunInfo.TeacherInfo(teacher.Name, Convert.ToHexStringLower(SHA256.HashData(bytes))));
            var model = DigitModel.FromFile(SafetensorsFile.Parse(bytes, teacher.ModelPath), teacher.ModelPath);
            model.Network.to(device);
            models.Add(model);
        }
    }

    /// <summary>Which they are, in the order of their turns.</summary>
    public IReadOnlyList<RunInfo.TeacherInfo> Runs => runs;

    /// <summary>The models of the complete runs in a folder.</summary>
    /// <param name="runs">The folder that holds the runs.</param>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="ArgumentException">There is no complete run.</exception>
    /// <exception cref="ModelFormatException">A run's model is damaged.</exception>
    public static Teachers Load(string runs, Device device)
    {
        RunFolder[] complete = [.. RunFolder.List(runs).Where(run => run.IsComplete)];
        return complete.Length > 0
            ? new Teachers(complete, device)
            : throw new ArgumentException(
                $"There is no complete run in {Path.GetFullPath(runs)}, so there is no teacher: "
                + $"train one with '--runs {runs}', or leave teachers out.");
    }

    /// <summary>How far a network's answers are from a teacher's, with a gradient as large as that of the labels' cross entropy.</summary>
    /// <param name="images"><c>[B, 1, 28, 28]</c> float32, ink = 1.</param>
    /// <param name="logits"><c>[B, 10]</c>, what the network says of them.</param>
    /// <param name="step">The step of the run, from 0: each is taught by the next teacher.</param>
    public Tensor Loss(Tensor images, Tensor logits, long step) =>
        functional.cross_entropy(logits.div(softening), Answer(models[(int)(step % models.Count)], images)).mul(softening).mul(softening);

    public void Dispose()
    {
        foreach (DigitModel model in models)
        {
            model.Dispose();
        }

        softening.Dispose();
    }

    private Tensor Answer(DigitModel teacher, Tensor images)
    {
        using IDisposable noGradients = no_grad();
        return functional.softmax(teacher.Network.call(images).div(softening), 1);
    }
}
