using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Data;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Cli.Runs;

/// <summary>The images of runs that are done, where they are at hand: nothing is downloaded, and no synthetic digits stand in.</summary>
internal static class RunImages
{
    /// <summary>Loads them, or says why it can't.</summary>
    public static async Task<MnistData?> TryLoadAsync(TrainingSelection selection, CommandOutput output, CancellationToken cancellation)
    {
        try
        {
            string? folder = selection.Folder is { } named ? MnistLoading.Folder(named) : Mnist.Find()?.Folder;
            if (folder is null)
            {
                output.Note("MNIST is not at hand ('digits data fetch' downloads it), so the images are not read again.");
                return null;
            }

            return await MnistLoading.LoadAsync(output, folder, synthetic: false, cancellation);
        }
        catch (DigitDataException e)
        {
            output.Note($"The run's images are not at hand: {e.Message}");
            return null;
        }
    }
}
