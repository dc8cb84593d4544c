using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Notebooks.Galleries;
using SharedSource;

namespace HandwrittenDigits.Cli.Predictions;

/// <summary>The folder in which a picture says of each picture that was read what was seen in it.</summary>
/// <param name="folder">It is made where it is missing.</param>
internal sealed class ExplanationFolder(string folder)
{
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Draws how a picture was read and saves it as a PNG.</summary>
    /// <param name="file">The picture's file, as it was named.</param>
    /// <param name="picture">Its grey levels.</param>
    /// <param name="reading">What was read.</param>
    /// <returns>The PNG's path.</returns>
    public string Save(string file, GrayImage picture, PictureReading reading)
    {
        string path = PathFor(file == DigitFileReader.StandardInput ? "standard-input" : Path.GetFileName(file));
        Directory.CreateDirectory(folder);
        AtomicFile.WriteAllBytes(path, PictureExplanation.Of(picture, reading, $"What was read in {Path.GetFileName(file)}").ToPng());
        return path;
    }

    // Pictures of one name from several folders are numbered.
    private string PathFor(string name)
    {
        int number = 1;
        string free = name;
        while (!taken.Add(free))
        {
            free = $"{name}.{++number}";
        }

        return Path.Combine(folder, $"{free}.explained.png");
    }
}
