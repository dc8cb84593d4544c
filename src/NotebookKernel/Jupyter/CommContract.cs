namespace NotebookKernel.Jupyter;

/// <summary>
/// How code in a cell, or a library that it calls, talks with code in the page, with no reference to this host: a value
/// of the <see cref="AppDomain"/>, of types that every program knows. It is there
/// under Jupyter only.
/// </summary>
/// <remarks>
/// <code>
/// if (AppDomain.CurrentDomain.GetData("notebook.comm")
///     is Action&lt;string, Func&lt;string, Action&lt;string&gt;, Action&lt;string?&gt;&gt;&gt; register)
/// {
///     register("echo", (data, send) => message => { if (message is not null) { send(message); } });
/// }
/// </code>
/// The page opens the target <c>echo</c>; every message it sends comes back.
/// </remarks>
public static class CommContract
{
    /// <summary>
    /// An <c>Action&lt;string target, Func&lt;string data, Action&lt;string&gt; send, Action&lt;string?&gt;&gt; open&gt;</c>. When a page opens
    /// the target, <c>open</c> gets the JSON it came with and a way to send JSON back, and returns what is to be called
    /// with the JSON of every message, and with null when the page closes the comm.
    /// </summary>
    public const string Key = "notebook.comm";

    /// <summary>What runs when a page opens a target.</summary>
    internal delegate Action<string?> Open(string data, Action<string> send);
}
