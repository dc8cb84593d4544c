namespace NotebookKernel.LanguageServices;

/// <summary>
/// Jupyter counts a cursor's place in Unicode code points, .NET in UTF-16 units: beyond the Basic Multilingual Plane
/// (most emoji) one of the former is two of the latter.
/// </summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 index of a count of code points; a place outside the text becomes its nearest end.</summary>
    public static int ToUtf16(string text, int codePoints)
    {
        int index = 0;
        for (int passed = 0; passed < codePoints && index < text.Length; passed++)
        {
            index += IsPair(text, index) ? 2 : 1;
        }

        return index;
    }

    /// <summary>How many code points stand before a UTF-16 index.</summary>
    public static int FromUtf16(string text, int index)
    {
        int codePoints = 0;
        for (int i = 0; i < index && i < text.Length; i += IsPair(text, i) ? 2 : 1)
        {
            codePoints++;
        }

        return codePoints;
    }

    private static bool IsPair(string text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
}
