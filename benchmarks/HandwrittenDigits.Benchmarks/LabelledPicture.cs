using HandwrittenDigits.Data;

namespace HandwrittenDigits.Benchmarks;

/// <summary>A line of the pictures' <c>manifest.csv</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Label">A digit, a number (rows parted by <c>/</c>, a decimal point as <c>.</c>), or <see cref="None"/>.</param>
/// <param name="Kind">What picture it is, for example <c>photo</c>.</param>
/// <param name="Person">Who made it: <c>p01</c>, <c>p02</c>, ...</param>
internal sealed record LabelledPicture(string Path, string Label, string Kind, string Person)
{
    /// <summary>The label of a picture that shows no digit.</summary>
    public const string None = "none";

    /// <summary>True where it shows one digit.</summary>
    public bool IsDigit => Label is [>= '0' and <= '9'];

    /// <summary>True where it shows several digits.</summary>
    public bool IsNumber => !IsDigit && Label != None;

    /// <summary>
    /// True where the picture may be looked at, to understand what fails. The other half of the people, by their numbers, is for measuring.
    /// </summary>
    public bool IsForLooking => int.Parse(Person.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) % 2 == 1;

    /// <summary>Every picture, or null where there are none.</summary>
    public static IReadOnlyList<LabelledPicture>? LoadAll()
    {
        string? folder = DataFolders.Discover().Find(DataFolders.Pictures);
        return folder is null
            ? null
            : [.. File.ReadLines(System.IO.Path.Combine(folder, "manifest.csv")).Skip(1).Select(line => Parse(folder, line))];
    }

    private static LabelledPicture Parse(string folder, string line) => line.Split(',') is [var path, var label, var kind, var person]
        ? new LabelledPicture(System.IO.Path.Combine(folder, path), label, kind, person)
        : throw new FormatException($"manifest.csv: expected path,label,kind,person, found '{line}'.");
}
