using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Headless.Checking;

/// <summary>Tells from a cell's syntax alone whether a run of it gives output.</summary>
internal static class ExpectedOutput
{
    /// <summary>Why the cell surely gives output, null if that cannot be told.</summary>
    public static string? Of(string code)
    {
        // A magic command is a directive to the parser, an unknown one, and is passed over.
        SyntaxTree tree = CellCompiler.Parse(code, "cell");
        if (CellSyntax.TrailingExpression(tree) is { } value && !MayBeVoid(value))
        {
            return $"it ends in the expression {Shortened(value)}";
        }

        // Only what stands at the top surely runs: a branch or a method may not.
        InvocationExpressionSyntax? written = ((CompilationUnitSyntax)tree.GetRoot()).Members
            .OfType<GlobalStatementSyntax>()
            .Select(member => member.Statement)
            .OfType<ExpressionStatementSyntax>()
            .Select(statement => statement.Expression)
            .OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(Writes);
        return written is null ? null : $"it calls {Shortened(written.Expression)}";
    }

    // A call, awaited or not, may have no value.
    private static bool MayBeVoid(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax => true,
        AwaitExpressionSyntax => true,
        ConditionalAccessExpressionSyntax => true,
        _ => false,
    };

    private static bool Writes(InvocationExpressionSyntax call) => call.Expression.ToString() switch
    {
        "Console.WriteLine" or "Console.Error.WriteLine" or "System.Console.WriteLine" => true,
        "Console.Write" => call.ArgumentList.Arguments.Count > 0,
        "display" => true,
        _ => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Display" or "DisplayAs" },
    };

    private static string Shortened(SyntaxNode node)
    {
        string text = node.ToString().ReplaceLineEndings(" ");
        return text.Length <= 60 ? text : text[..57] + "...";
    }
}
