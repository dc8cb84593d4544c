namespace NotebookKernel.Scripting;

/// <summary>
/// What a library that runs in a cell can ask of this host with no reference to it: values of the
/// <see cref="AppDomain"/>, of types that every program knows.
/// </summary>
/// <remarks>
/// <code>
/// if (AppDomain.CurrentDomain.GetData("notebook.display")
///     is Func&lt;IReadOnlyDictionary&lt;string, string&gt;, string?, string&gt; display)
/// {
///     var id = display(new Dictionary&lt;string, string&gt; { ["text/html"] = "&lt;b&gt;0 %&lt;/b&gt;" }, null);
///     display(new Dictionary&lt;string, string&gt; { ["text/html"] = "&lt;b&gt;50 %&lt;/b&gt;" }, id);
/// }
/// </code>
/// All of it works from every thread that a cell started; a thread that belongs to no cell speaks for the running one.
/// </remarks>
public static class HostContract
{
    /// <summary>The version that this host publishes under <see cref="VersionKey"/>.</summary>
    public const int Version = 1;

    /// <summary>
    /// A <c>Func&lt;IReadOnlyDictionary&lt;string, string&gt; mimeBundle, string? displayId, string&gt;</c>. With a null id it
    /// shows a new display and returns its id; with an id it replaces what that display shows and returns the id.
    /// </summary>
    public const string DisplayKey = "notebook.display";

    /// <summary>An <see cref="int"/>: the <see cref="Version"/> of this contract.</summary>
    public const string VersionKey = "notebook.display.version";

    /// <summary>
    /// A <c>Func&lt;CancellationToken&gt;</c> that gives the token of the running cell, cancelled by an interrupt. A cell that
    /// asked for it gets a moment to end by itself.
    /// </summary>
    public const string CancellationKey = "notebook.cancellation";

    /// <summary>A <see cref="string"/> that names the front: <c>headless</c>, <c>jupyter</c>, ...</summary>
    public const string FrontEndKey = "notebook.frontend";
}
