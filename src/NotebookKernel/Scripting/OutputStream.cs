namespace NotebookKernel.Scripting;

/// <summary>The two text streams of a cell.</summary>
public enum OutputStream
{
    /// <summary><c>stdout</c>.</summary>
    StandardOutput,

    /// <summary><c>stderr</c>.</summary>
    StandardError,
}
