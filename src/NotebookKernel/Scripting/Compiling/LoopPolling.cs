using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>Writes a call of <see cref="CellLoop.Poll"/> into the body of every loop of a cell.</summary>
/// <remarks>
/// An abort stops code without its help, but .NET delivers it to a thread only once, and at a computing loop it can end the
/// process. A loop that polls needs none. Every line stays on its line, so that errors name the line that the user wrote.
/// </remarks>
internal static class LoopPolling
{
    private const string Call = $" global::NotebookKernel.Scripting.{nameof(CellLoop)}.{nameof(CellLoop.Poll)}();";

    /// <summary>The tree with the calls; the same tree where there is no loop, or where it does not parse.</summary>
    public static SyntaxTree Insert(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        var insertions = root.ContainsDiagnostics
            ? []
            : root.DescendantNodes().Select(Body).OfType<StatementSyntax>().SelectMany(Insertions).OrderBy(insertion => insertion.At).ToList();
        if (insertions.Count == 0)
        {
            return tree;
        }

        var source = tree.GetText();
        var text = new StringBuilder();
        var copied = 0;
        foreach (var (at, inserted) in insertions)
        {
            text.Append(source.ToString(TextSpan.FromBounds(copied, at))).Append(inserted);
            copied = at;
        }

        text.Append(source.ToString(TextSpan.FromBounds(copied, source.Length)));
        return tree.WithChangedText(SourceText.From(text.ToString(), source.Encoding));
    }

    private static StatementSyntax? Body(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        ForStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        _ => null,
    };

    private static IEnumerable<(int At, string Text)> Insertions(StatementSyntax body) => body is BlockSyntax block
        ? [(block.OpenBraceToken.Span.End, Call)]
        : [(body.SpanStart, "{" + Call + " "), (body.Span.End, " }")];
}
