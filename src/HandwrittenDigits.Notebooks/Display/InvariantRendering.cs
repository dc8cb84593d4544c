using System.Globalization;

namespace HandwrittenDigits.Notebooks.Display;

/// <summary>Renders outputs alike in every culture: a decimal comma in a style sheet or in SVG would be no number.</summary>
internal static class InvariantRendering
{
    /// <summary>Runs <paramref name="render"/> in the invariant culture, and goes back to the caller's.</summary>
    public static T Of<T>(Func<T> render)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return render();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
