using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Cli.Output;

/// <summary>The model that a command works with: the file that was named, or the shipped one. Needs no libtorch.</summary>
/// <param name="Name">The file, or <see cref="ShippedModel.Name"/>.</param>
/// <param name="File">What is in it.</param>
internal sealed record ModelArgument(string Name, SafetensorsFile File)
{
    /// <summary>Reads the model.</summary>
    /// <exception cref="ModelFormatException">The file is damaged, or no model of this project.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="RunFolderException">The folder holds no run, or one that has no model yet.</exception>
    public static ModelArgument Of(ParseResult parse) => parse.GetValue(CommonOptions.Model) is { } file
        ? FromFile(Directory.Exists(file.FullName) ? ModelOfRun(file.FullName) : file.FullName)
        : new ModelArgument(ShippedModel.Name, ShippedModel.File);

    /// <summary>The network as plain numbers.</summary>
    public FoldedNetwork Fold() => FoldedNetwork.FromSafetensors(File, Name);

    /// <summary>What reads digits with it.</summary>
    public DigitClassifier CreateClassifier() => new(Fold(), Name);

    private static ModelArgument FromFile(string path) => new(path, SafetensorsFile.Read(path));

    private static string ModelOfRun(string folder)
    {
        var run = RunFolder.Open(folder);
        return run.IsComplete ? run.ModelPath : throw new RunFolderException(
            $"{run.FullPath} has no model yet: the run is not complete. "
            + $"To go on with it: digits train --resume {DisplayPath.Of(run.FullPath)}");
    }
}
