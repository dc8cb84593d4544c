namespace NotebookKernel.Scripting;

/// <summary>How a scripting session runs its cells.</summary>
public sealed record ScriptSessionOptions
{
    /// <summary>
    /// The folder of the notebook, an existing one: relative paths of <c>#r</c> and <c>#load</c> start there, and the
    /// NuGet.config files from there upwards apply. Default: the current directory.
    /// </summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    /// <summary>How many characters of stream text one cell may write before the rest is cut. Default: 10 million.</summary>
    public long StreamLimit { get; init; } = 10_000_000;

    /// <summary>
    /// How many characters of displays one cell may send, updates included, before the rest is cut. Default: 200 million.
    /// </summary>
    public long DisplayLimit { get; init; } = 200_000_000;

    /// <summary>
    /// How many outputs one cell may have before the rest is cut: displays, and stretches of text on one stream. Default: 10,000.
    /// </summary>
    public int OutputCountLimit { get; init; } = 10_000;

    /// <summary>How many characters one rendered text of a value may have before it is cut. Default: 100,000.</summary>
    public int ValueLimit { get; init; } = 100_000;

    /// <summary>
    /// How long a cell that has asked for its cancellation token may go on after an interrupt before it is stopped.
    /// Default: 40 milliseconds.
    /// </summary>
    public TimeSpan InterruptGrace { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>
    /// How long an interrupted cell may take to stop, beyond the grace, before the session goes on without it, as with one in
    /// native code or in a long computation of a library. Default: 20 milliseconds.
    /// </summary>
    public TimeSpan InterruptPatience { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// How long the next cell waits for a call that an interrupt left behind, which may still be changing what both use (the
    /// weights of a network, say). Default: 10 seconds.
    /// </summary>
    public TimeSpan LeftBehindPatience { get; init; } = TimeSpan.FromSeconds(10);
}
