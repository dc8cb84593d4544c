namespace HandwrittenDigits.Data;

/// <summary>Why a file is not the MNIST file that its name says.</summary>
public enum MnistFileProblem
{
    /// <summary>It ends before it should.</summary>
    Truncated,

    /// <summary>It is another of MNIST's four files.</summary>
    Swapped,

    /// <summary>It is a file of another data set, such as Fashion-MNIST, whose files have the same names.</summary>
    Foreign,

    /// <summary>It is not an IDX file at all, or a damaged one.</summary>
    Damaged,
}
