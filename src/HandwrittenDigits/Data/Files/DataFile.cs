namespace HandwrittenDigits.Data;

/// <summary>Opens files of data; what goes wrong becomes an exception that says which file and what to do.</summary>
internal static class DataFile
{
    /// <summary>Reads all of a file that may have at most <paramref name="maxLength"/> bytes.</summary>
    /// <exception cref="DigitDataException">The file is missing, can't be read or is larger.</exception>
    public static byte[] ReadAllBytes(string path, int maxLength) => Access(path, () =>
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        if (file.Length > maxLength)
        {
            throw new DigitDataException(path, $"at most {maxLength:N0} bytes", $"{file.Length:N0}", "Name the right file.");
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)file.Length);
        file.ReadExactly(bytes);
        return bytes;
    });

    /// <summary>Opens a text in UTF-8.</summary>
    /// <exception cref="DigitDataException">The file is missing or can't be read.</exception>
    public static StreamReader OpenText(string path) => Access(path, () => new StreamReader(path));

    private static T Access<T>(string path, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DigitDataException(path, "a file", "none", "Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DigitDataException(
                path, "a file that can be read", $"an error ({e.Message})", "Check the path and its permissions.", e);
        }
    }
}
