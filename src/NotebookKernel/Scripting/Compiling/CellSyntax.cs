using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>What the text of a cell tells without compiling it.</summary>
internal static class CellSyntax
{
    /// <summary>The expression that a cell ends in with no semicolon: its value.</summary>
    public static ExpressionSyntax? TrailingExpression(SyntaxTree tree) =>
        ((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault()
            is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement }
            ? statement.Expression
            : null;

    /// <summary>
    /// The cell with a last line like <c>options with { Epochs = 3 }</c> as the expression that it is: the parser of scripts takes it for
    /// a property by the name of <c>with</c>. Everything keeps its place.
    /// </summary>
    public static CompilationUnitSyntax WithTrailingWith(CompilationUnitSyntax cell)
    {
        int first = cell.Members.IndexOf(member => member is PropertyDeclarationSyntax { Identifier.ValueText: "with" });
        if (first < 0)
        {
            return cell;
        }

        int start = cell.Members[first].FullSpan.Start;
        string text = cell.ToFullString()[start..cell.EndOfFileToken.FullSpan.Start];
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(text, options: CellCompiler.ParseOptions);
        return expression is WithExpressionSyntax { ContainsDiagnostics: false }
            ? cell.WithMembers([
                .. cell.Members.Take(first),
                SyntaxFactory.GlobalStatement(SyntaxFactory.ExpressionStatement(
                    expression, SyntaxFactory.MissingToken(SyntaxKind.SemicolonToken)))])
            : cell;
    }

    /// <summary>True if the cell's own statements return: what they return is its value.</summary>
    public static bool Returns(SyntaxTree tree) =>
        tree.GetRoot()
            .DescendantNodes(node => node is CompilationUnitSyntax or GlobalStatementSyntax
                || (node is StatementSyntax and not LocalFunctionStatementSyntax))
            .Any(node => node is ReturnStatementSyntax);

    /// <summary>The <c>#r</c> directives, wherever in the cell they are.</summary>
    public static IEnumerable<ReferenceDirectiveTriviaSyntax> References(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes(descendIntoTrivia: true)
            .OfType<ReferenceDirectiveTriviaSyntax>()
            .Where(directive => directive.IsActive);

    /// <summary>False for code with neither a loop nor anything that could call itself.</summary>
    public static bool MayRunLong(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Any(node => node
        is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or GotoStatementSyntax
        or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or LocalFunctionStatementSyntax
        or AnonymousFunctionExpressionSyntax or QueryExpressionSyntax);

    /// <summary>True for code that keeps what a display returns, to replace it later.</summary>
    public static bool KeepsDisplay(SyntaxTree tree) => tree.GetRoot().DescendantNodes()
        .OfType<InvocationExpressionSyntax>()
        .Any(call => call.Parent is not ExpressionStatementSyntax
            && NameOf(call) is "display" or "Display" or "DisplayAs" or "DisplayTable");

    /// <summary>Whether the code could run as it stands.</summary>
    public static CodeCompleteness Completeness(string code)
    {
        SyntaxTree tree = CellCompiler.Parse(code, "");
        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            return CodeCompleteness.Incomplete;
        }

        return tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            ? CodeCompleteness.Invalid
            : CodeCompleteness.Complete;
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
