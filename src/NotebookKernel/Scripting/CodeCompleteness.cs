namespace NotebookKernel.Scripting;

/// <summary>Whether code could run as it stands, the answer to Jupyter's <c>is_complete_request</c>.</summary>
public enum CodeCompleteness
{
    /// <summary>It could run.</summary>
    Complete,

    /// <summary>More text could make it run: a brace or a string is open.</summary>
    Incomplete,

    /// <summary>No further text can make it run.</summary>
    Invalid,
}
