namespace HandwrittenDigits.Data;

/// <summary>
/// Keeps other processes from filling a folder at the same time. The system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string Name = ".lock";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Waits until nobody else holds the folder, and holds it. The folder is made where it is missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="waiting">Called once where somebody else holds it.</param>
    /// <param name="time">The clock between two looks.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder can't be written to.</exception>
    public static async Task<FolderLock> AcquireAsync(
        string folder, Action waiting, TimeProvider time, CancellationToken cancellationToken)
    {
        for (bool first = true; ; first = false)
        {
            if (TryAcquire(folder) is { } held)
            {
                return held;
            }

            if (first)
            {
                waiting();
            }

            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Holds the folder, or gives nothing where somebody else does. The folder is made where it is missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder can't be written to.</exception>
    public static FolderLock? TryAcquire(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            // The file stays: where it came and went, two processes could each hold one of the same name.
            return new FolderLock(new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    // ERROR_SHARING_VIOLATION on Windows, else EWOULDBLOCK of flock: 11 on Linux, 35 on macOS.
    private static bool IsHeldByAnother(IOException e) => e.HResult is unchecked((int)0x80070020) or 11 or 35;
}
