using System.Buffers.Binary;

namespace HandwrittenDigits.Cli.Tests;

/// <summary>Makes an uncompressed 24-bit BMP, the one picture format that a test can write in a few lines.</summary>
internal static class TinyBitmap
{
    private const int HeaderLength = 54;

    /// <summary>Black ink on white paper.</summary>
    public static byte[] Draw(int width, int height, Func<int, int, bool> isInk)
    {
        int stride = ((width * 3) + 3) / 4 * 4;
        byte[] file = new byte[HeaderLength + (stride * height)];
        "BM"u8.CopyTo(file);
        Write(2, file.Length);
        Write(10, HeaderLength);
        Write(14, 40);
        Write(18, width);
        Write(22, height);
        Write(26, 1 | (24 << 16));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                // Rows are stored from the bottom up.
                int pixel = HeaderLength + ((height - 1 - y) * stride) + (x * 3);
                file.AsSpan(pixel, 3).Fill(isInk(x, y) ? (byte)0 : (byte)255);
            }
        }

        return file;

        void Write(int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);
    }
}
