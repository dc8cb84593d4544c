using System.Text;
using System.Text.Json;

namespace NotebookKernel.Headless.Workers;

/// <summary>One end of the pipe between a worker and the process that watches over it.</summary>
internal sealed class WorkerChannel(Stream pipe) : IDisposable
{
    private readonly Lock gate = new();
    private readonly StreamReader reader = new(pipe, Encoding.UTF8);

    /// <summary>
    /// Sends a message. It is in the pipe when this returns, so that nothing said before a crash is lost. To a process that
    /// is gone nothing is said.
    /// </summary>
    public void Send(WorkerMessage message)
    {
        byte[] line = JsonSerializer.SerializeToUtf8Bytes(message);
        lock (gate)
        {
            try
            {
                pipe.Write(line);
                pipe.Write("\n"u8);
                pipe.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The reader of the other direction finds out and acts on it.
            }
        }
    }

    /// <summary>The next message, null when the other process is gone.</summary>
    public async Task<WorkerMessage?> ReceiveAsync()
    {
        try
        {
            string? line = await reader.ReadLineAsync();
            return line is null ? null : JsonSerializer.Deserialize<WorkerMessage>(line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or JsonException)
        {
            // A line that breaks off is that of a process that was killed as it wrote.
            return null;
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        pipe.Dispose();
    }
}
