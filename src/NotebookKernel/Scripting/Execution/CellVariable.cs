using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;

namespace NotebookKernel.Scripting.Execution;

/// <summary>A variable that a cell has declared: a field of the object that the cell's code lives in.</summary>
internal sealed class CellVariable(FieldInfo member, object cell)
{
    /// <summary>Its name.</summary>
    public string Name => member.Name;

    /// <summary>The type it was declared with.</summary>
    public Type Type => member.FieldType;

    /// <summary>What it holds.</summary>
    public object? Value => member.GetValue(cell);

    /// <summary>Gives it another value.</summary>
    public void Set(object? value) => member.SetValue(cell, value);

    /// <summary>The variables of a session; of those that share a name, the latest.</summary>
    /// <param name="cells">The objects of the cells, in the order they ran; the first is none.</param>
    public static IReadOnlyList<CellVariable> In(IEnumerable<object?> cells) =>
    [
        .. cells.Skip(1).OfType<object>()
            .SelectMany(cell => cell.GetType()
                .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Where(field => SyntaxFacts.IsValidIdentifier(field.Name))
                .Select(field => new CellVariable(field, cell)))
            .GroupBy(variable => variable.Name)
            .Select(group => group.Last()),
    ];

    /// <summary>The type as C# writes it, for a variable that can hold its values.</summary>
    public static string Declaration(Type? type)
    {
        if (type is null)
        {
            return "object";
        }

        // What a cell cannot name it can still use.
        if (!type.IsVisible || type.IsPointer || type.IsByRefLike)
        {
            return type.BaseType is { IsVisible: true } and not { FullName: "System.Object" } ? Declaration(type.BaseType) : "dynamic";
        }

        if (type.IsArray)
        {
            return $"{Declaration(type.GetElementType())}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        // A nested type repeats the generic arguments of the types around it.
        string[] arguments = type.GetGenericArguments().Select(Declaration).ToArray();
        int taken = 0;
        var path = new Stack<Type>();
        for (Type? part = type; part is not null; part = part.DeclaringType)
        {
            path.Push(part);
        }

        var names = path.Select(part =>
        {
            int tick = part.Name.IndexOf('`', StringComparison.Ordinal);
            int count = tick < 0 ? 0 : int.Parse(part.Name[(tick + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            string name = tick < 0 ? part.Name : $"{part.Name[..tick]}<{string.Join(", ", arguments[taken..(taken + count)])}>";
            taken += count;
            return name;
        }).ToList();
        // A type that a cell declared lives in the cell's own class, which has no name that C# could write.
        string qualifier = type.Namespace is { Length: > 0 } space ? $"global::{space}." : "";
        return $"{qualifier}{string.Join('.', names.Where(name => !name.Contains('#', StringComparison.Ordinal)))}";
    }
}
