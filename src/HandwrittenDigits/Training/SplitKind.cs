namespace HandwrittenDigits.Training;

/// <summary>How the validation images are chosen.</summary>
public enum SplitKind
{
    /// <summary>By chance, with each digit's share kept.</summary>
    Stratified,

    /// <summary>By writer: nobody's handwriting is on both sides.</summary>
    Writer,
}
