namespace HandwrittenDigits.Training;

/// <summary>Tells whether a run that is taken up again is the run that was begun.</summary>
internal static class RunIdentity
{
    /// <exception cref="RunFolderException">It was begun with other data, teachers, network or code.</exception>
    public static void RequireSame(string folder, RunInfo begun, RunInfo now)
    {
        if (begun.Data.Zip(now.Data).FirstOrDefault(pair => pair.First.Sha256 != pair.Second.Sha256)
            is { First: { } before, Second: { } given })
        {
            throw new RunFolderException(
                $"{folder} was trained on other data: its {before.Role} images were {before.Name} ({before.Count:N0}), "
                + $"these are {given.Name} ({given.Count:N0}). "
                + "Give the same data and split, or start a new run.");
        }

        if (!begun.Teachers.SequenceEqual(now.Teachers))
        {
            throw new RunFolderException(
                $"{folder} was begun with other teachers: {Names(begun.Teachers)}; now they are {Names(now.Teachers)}. "
                + "Give it the same complete runs, or start a new run.");
        }

        if (begun.Network is not null ? !begun.Network.IsLike(now.Network) : now.Network is not null)
        {
            throw new RunFolderException(
                $"{folder} was begun with another network: {Name(begun.Network)}; now it is {Name(now.Network)}. "
                + "Give what makes the same network, or start a new run.");
        }

        if (!begun.OwnCode.SequenceEqual(now.OwnCode))
        {
            throw new RunFolderException(
                $"{folder} was begun with code of your own for {List(begun.OwnCode)}; now with it for {List(now.OwnCode)}. "
                + "Give the trainer the same functions, or start a new run.");
        }
    }

    private static string Name(RunInfo.NetworkInfo? network) =>
        network is null ? "one of the library's own" : $"{network.Name} of {network.Parameters:N0} parameters";

    private static string List(IReadOnlyList<string> names) => names.Count == 0 ? "nothing" : string.Join(" and ", names);

    private static string Names(IReadOnlyList<RunInfo.TeacherInfo> teachers) =>
        teachers.Count == 0 ? "none" : string.Join(", ", teachers.Select(teacher => $"{teacher.Run} ({teacher.Sha256[..8]})"));
}
