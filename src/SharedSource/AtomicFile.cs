using System.Text;

namespace SharedSource;

/// <summary>
/// Replaces whole files: a reader sees the old content or the new, never a part, even where the writer dies half-way. A source file of
/// its own in each project that writes files, since the library and the kernel know nothing of each other.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes <paramref name="path"/> by way of a new file beside it, which takes its name once it is on the disk.</summary>
    /// <param name="path">The file to make or to replace. Its folder is made where it is missing.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // In the same folder, since only within one file system is a move one step; named by chance, since two processes may write at once.
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Replaces <paramref name="path"/> by <paramref name="bytes"/>.</summary>
    public static void WriteAllBytes(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Replaces <paramref name="path"/> by <paramref name="text"/>, UTF-8 without a mark.</summary>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
}
