using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>The frames of an exception that are code of cells, by the names that their author gave.</summary>
internal static partial class CellFrames
{
    public static IEnumerable<string> Of(Exception exception) =>
        new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Where(frame => IsCellCode(frame.GetMethod()))
            .Select(Describe)
            .Distinct();

    private static bool IsCellCode(MethodBase? method) =>
        method?.Module.Assembly.GetName().Name?.StartsWith(CellCompiler.AssemblyPrefix, StringComparison.Ordinal) == true
        && method.Name != "<Factory>";

    private static string Describe(StackFrame frame)
    {
        // The compiler takes the name of a cell for that of a file in the notebook's folder.
        string place = frame.GetFileName() is { } file
            ? $"{(File.Exists(file) ? file : Path.GetFileName(file))}, "
                + $"line {frame.GetFileLineNumber()}, column {frame.GetFileColumnNumber()}"
            : "a cell";
        string name = NameOf(frame.GetMethod()!);
        return name.Length == 0 ? $"at {place}" : $"at {name} in {place}";
    }

    // The compiler's names: every type of a cell is nested in the cell's own class, <Name>d__1.MoveNext an async or iterator method,
    // <<Initialize>>d__0 the cell's own statements, <Outer>g__Local|0_1 a local function, <Outer>b__2 a lambda.
    private static string NameOf(MethodBase method)
    {
        Type? type = method.DeclaringType;
        var names = new List<string>();
        if (method.Name != "MoveNext" && method.Name != "<Initialize>")
        {
            names.Add(Readable(method.Name));
        }

        for (; type?.DeclaringType is not null; type = type.DeclaringType)
        {
            names.Add(Readable(type.Name));
        }

        names.Reverse();
        return string.Join('.', names.Where(name => name.Length > 0));
    }

    private static string Readable(string name)
    {
        if (LocalFunction().Match(name) is { Success: true } local)
        {
            return local.Groups[1].Value;
        }

        if (name.Contains(">b__", StringComparison.Ordinal))
        {
            return "lambda";
        }

        return name.StartsWith('<')
            ? StateMachine().Match(name) is { Success: true } machine && machine.Groups[1].Value != "Initialize"
                ? machine.Groups[1].Value
                : ""
            : name;
    }

    [GeneratedRegex(@"g__([^|]+)\|")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"^<+([^<>|]+)>+d")]
    private static partial Regex StateMachine();
}
