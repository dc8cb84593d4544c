namespace HandwrittenDigits.Cli.Training;

/// <summary>How the validation images are chosen.</summary>
internal enum SplitKind
{
    /// <summary>By chance, with each digit's share kept.</summary>
    Stratified,

    /// <summary>By writer: nobody's handwriting is on both sides.</summary>
    Writer,
}
