using NotebookKernel.Scripting;

namespace NotebookKernel.Tests.Scripting;

/// <summary>A session of its own for each test; sessions share the process's console, so their tests take turns.</summary>
[Collection("Sessions")]
public abstract class SessionTest : IAsyncDisposable
{
    /// <summary>Guards against a hang; no test is about how long something takes.</summary>
    protected static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    /// <summary>Ends a test run early.</summary>
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal RecordedOutput Output { get; } = new();

    protected ScriptSession Session { get; private set; } = new(new ScriptSessionOptions { Folder = Path.GetTempPath() });

    /// <summary>Goes on with a session that runs its cells in another way.</summary>
    protected async Task Use(ScriptSessionOptions options)
    {
        await Session.DisposeAsync();
        Session = new ScriptSession(options);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<CellResult> Run(string code) => Session.ExecuteAsync(code, Output, Stop).WaitAsync(Hang, Stop);

    protected async Task<string?> Value(string code)
    {
        CellResult result = await Run(code);
        result.Error.ShouldBeNull();
        return result.Value?.Data[MimeBundle.PlainText];
    }
}
