using NotebookKernel.Scripting.Execution;

namespace NotebookKernel.Tests.Scripting;

public sealed class CellThreadsTests
{
    [Fact]
    public async Task Run_WokenAllTheTime_ComesToItsEnd()
    {
        var threads = new CellThreads();
        bool over = false;
        var waking = Task.Run(() =>
        {
            while (!Volatile.Read(ref over))
            {
                threads.Wake();
            }
        }, TestContext.Current.CancellationToken);
        for (int time = 0; time < 300; time++)
        {
            Should.NotThrow(() => threads.Run(() => { }));
            threads.Busy.ShouldBeFalse();
        }

        Volatile.Write(ref over, true);
        await waking;
    }

    [Fact]
    public void Unwinding_ThreadThatFoundOutAndLeft_IsOver()
    {
        var threads = new CellThreads();
        threads.Stop();
        threads.Run(() =>
        {
            Should.Throw<OperationCanceledException>(threads.ThrowIfStopping);
            threads.Unwinding.ShouldBeTrue();
        });

        threads.Unwinding.ShouldBeFalse();
        threads.End();
    }
}
