using System.Globalization;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// Pictures that people took, scanned and painted, none of which trained anything: of digits and numbers, how many are read right and
/// sure; of what is no digit, how many are taken for one.
/// </summary>
internal static class PicturesBenchmark
{
    public static int Run(string? model, bool listFailures)
    {
        if (LabelledPicture.LoadAll() is not { } pictures)
        {
            Console.Error.WriteLine(
                $"The pictures are missing: set {DataFolders.Variable} to a folder that holds {DataFolders.Pictures}/manifest.csv.");
            return 1;
        }

        DigitClassifier classifier = model is null ? DigitClassifier.LoadShipped() : DigitClassifier.Load(model);
        var results = new Result[pictures.Count];
        Parallel.For(0, results.Length, i => results[i] = Read(classifier, pictures[i]));

        int people = pictures.Select(picture => picture.Person).Distinct().Count();
        Console.WriteLine($"{results.Length} pictures by {people} people; looking / measuring half, by person");
        Console.WriteLine();
        Console.WriteLine("| | pictures | right and sure | wrong and sure | unsure |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        Print("**single digits**", results.Where(result => result.Picture.IsDigit));
        Print("**numbers**", results.Where(result => result.Picture.IsNumber));
        Print("**no digit** (right: unsure)", results.Where(result => result.Picture.Label == LabelledPicture.None));
        foreach (IGrouping<string, Result> kind in
            results.GroupBy(result => result.Picture.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            Print(kind.Key, kind);
        }

        Console.WriteLine();
        if (listFailures)
        {
            foreach (Result result in results.Where(result => result.Picture.IsForLooking && result.Outcome != Outcome.Right))
            {
                Console.WriteLine($"{result.Picture.Path} {result.Picture.Label} {result.Outcome} {result.Answer}");
            }
        }

        return 0;
    }

    private static Result Read(DigitClassifier classifier, LabelledPicture picture)
    {
        PictureReading reading = classifier.Read(PictureReader.Read(picture.Path));
        Prediction one = reading.AsOneDigit;
        return picture.IsNumber
            ? new Result(picture, reading.Text, !reading.IsUnsure)
            : new Result(picture, one.Label.ToString(CultureInfo.InvariantCulture), !one.IsUnsure);
    }

    private static void Print(string name, IEnumerable<Result> results)
    {
        Result[] looking = [.. results.Where(result => result.Picture.IsForLooking)];
        Result[] measuring = [.. results.Where(result => !result.Picture.IsForLooking)];
        string Both(Func<Result, bool> isCounted) => $"{looking.Count(isCounted)} / {measuring.Count(isCounted)}";
        string Count(Outcome outcome) => Both(result => result.Outcome == outcome);
        Console.WriteLine(
            $"| {name} | {Both(_ => true)} | {Count(Outcome.Right)} | {Count(Outcome.Wrong)} | {Count(Outcome.Unsure)} |");
    }

    private enum Outcome
    {
        Right,
        Wrong,
        Unsure,
    }

    // A decimal point is passed over.
    private sealed record Result(LabelledPicture Picture, string Answer, bool IsSure)
    {
        public Outcome Outcome => Picture.Label == LabelledPicture.None
            ? IsSure ? Outcome.Wrong : Outcome.Right
            : !IsSure ? Outcome.Unsure
            : Answer == Picture.Label.Replace(".", string.Empty, StringComparison.Ordinal) ? Outcome.Right
            : Outcome.Wrong;
    }
}
