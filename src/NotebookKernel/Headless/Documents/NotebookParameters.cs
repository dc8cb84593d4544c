using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Headless.Documents;

/// <summary>
/// Gives a notebook's variables other values for a run, by papermill's convention: a cell tagged <c>parameters</c> holds the
/// defaults, and a cell tagged <c>injected-parameters</c> after it overrides them.
/// </summary>
/// <remarks>https://papermill.readthedocs.io/en/latest/usage-parameterize.html</remarks>
public static class NotebookParameters
{
    private const string DefaultsTag = "parameters";
    private const string InjectedTag = "injected-parameters";

    /// <summary>Writes the values into the notebook, in place of those of an earlier run.</summary>
    /// <param name="document">The notebook, changed.</param>
    /// <param name="values">
    /// Name to value. <c>true</c>, <c>false</c> and numbers become C# literals, unless the default is a string; all else
    /// becomes a string.
    /// </param>
    /// <returns>The names that the notebook's own parameters cell does not declare: misspelt, perhaps.</returns>
    /// <exception cref="ArgumentException">A name is no C# identifier, or a number's new value is no number.</exception>
    public static IReadOnlyList<string> Inject(NotebookDocument document, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
        {
            return [];
        }

        if (values.Keys.FirstOrDefault(name => !SyntaxFacts.IsValidIdentifier(name)) is { } invalid)
        {
            throw new ArgumentException($"\"{invalid}\" is no C# name. Write parameters as name=value.", nameof(values));
        }

        NotebookCell? defaults = document.Cells.FirstOrDefault(cell => cell.IsCode && cell.Tags.Contains(DefaultsTag));
        Dictionary<string, Kind> declared = defaults is null ? [] : Declarations(defaults.Source);
        KeyValuePair<string, string> mistyped =
            values.FirstOrDefault(value => declared.GetValueOrDefault(value.Key) == Kind.Number && !IsNumber(value.Value));
        if (mistyped.Key is not null)
        {
            throw new ArgumentException(
                $"{mistyped.Key}={mistyped.Value}: the notebook's {mistyped.Key} is a number. Write one with a point and without "
                + $"separators, as in {mistyped.Key}=0.01.",
                nameof(values));
        }

        IEnumerable<string> lines = values.Select(value => declared.TryGetValue(value.Key, out Kind kind)
            ? $"{value.Key} = {Literal(value.Value, kind == Kind.Text)};"
            : $"var {value.Key} = {Literal(value.Value, isString: false)};");
        string source = "// Parameters\n" + string.Join('\n', lines);

        NotebookCell? injected = document.Cells.FirstOrDefault(cell => cell.IsCode && cell.Tags.Contains(InjectedTag));
        if (injected is not null)
        {
            injected.SetSource(source);
        }
        else
        {
            int index = defaults is null ? 0 : document.Cells.ToList().IndexOf(defaults) + 1;
            document.Insert(index, source).Tag(InjectedTag);
        }

        return [.. values.Keys.Where(name => !declared.ContainsKey(name))];
    }

    private static bool IsNumber(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    // Name to what the variable holds.
    private static Dictionary<string, Kind> Declarations(string code)
    {
        var root = (CompilationUnitSyntax)CellCompiler.Parse(code, "parameters").GetRoot();
        return root.Members
            .OfType<FieldDeclarationSyntax>()
            .Select(member => member.Declaration)
            .SelectMany(declaration => declaration.Variables.Select(variable => (variable, declaration.Type)))
            .GroupBy(declared => declared.variable.Identifier.ValueText)
            .ToDictionary(group => group.Key, group => KindOf(group.Last().variable, group.Last().Type));
    }

    private static Kind KindOf(VariableDeclaratorSyntax variable, TypeSyntax type) => (type.ToString(), variable.Initializer?.Value) switch
    {
        ("string" or "string?" or "String", _) => Kind.Text,
        ("int" or "long" or "float" or "double" or "decimal", _) => Kind.Number,
        ("var", LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } or InterpolatedStringExpressionSyntax) =>
            Kind.Text,
        ("var", LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression }) => Kind.Number,
        _ => Kind.Other,
    };

    private static string Literal(string value, bool isString)
    {
        if (!isString)
        {
            if (bool.TryParse(value, out bool flag))
            {
                return flag ? "true" : "false";
            }

            if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
            {
                return integer is >= int.MinValue and <= int.MaxValue
                    ? integer.ToString(CultureInfo.InvariantCulture)
                    : integer.ToString(CultureInfo.InvariantCulture) + "L";
            }

            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
            {
                // With a point or an exponent it is a double to the compiler as it stands.
                string text = number.ToString("R", CultureInfo.InvariantCulture);
                return text.AsSpan().IndexOfAny('.', 'E') >= 0 ? text : text + ".0";
            }
        }

        return SymbolDisplay.FormatLiteral(value, quote: true);
    }

    private enum Kind
    {
        Other,
        Text,
        Number,
    }
}
