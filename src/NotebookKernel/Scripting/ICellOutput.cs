namespace NotebookKernel.Scripting;

/// <summary>Where the output of one cell goes while it runs. Every member may be called from any thread.</summary>
public interface ICellOutput
{
    /// <summary>Appends text to a stream; <paramref name="text"/> is any piece of it, not a whole line.</summary>
    void Write(OutputStream stream, string text);

    /// <summary>Shows a new display.</summary>
    /// <param name="bundle">What to show.</param>
    /// <param name="displayId">The id under which <see cref="Update"/> can replace it, or null if it never will be.</param>
    void Display(MimeBundle bundle, string? displayId);

    /// <summary>Replaces what every display of that id shows, in this cell or an earlier one.</summary>
    void Update(MimeBundle bundle, string displayId);

    /// <summary>Asks the user for one line.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <param name="password">True to hide what is typed.</param>
    /// <exception cref="InvalidOperationException">Nobody is there to answer.</exception>
    string ReadLine(string prompt, bool password);
}
