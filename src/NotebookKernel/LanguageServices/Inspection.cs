using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.QuickInfo;

namespace NotebookKernel.LanguageServices;

/// <summary>What stands at a place in a document: its signature and documentation.</summary>
internal static class Inspection
{
    private const char NewLine = '\n';

    private static readonly SymbolDisplayFormat Signature = SymbolDisplayFormat.CSharpShortErrorMessageFormat
        .AddMemberOptions(SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters)
        .AddParameterOptions(SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue);

    /// <summary>Describes the name at the cursor or, inside an argument list, the method that is being called.</summary>
    /// <param name="document">The cell.</param>
    /// <param name="position">The cursor's UTF-16 index.</param>
    /// <param name="detailed">True for overloads, and for the source of what a cell declared.</param>
    public static async Task<string?> DescribeAsync(Document document, int position, bool detailed)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync().ConfigureAwait(false);
        if (root is null || NameAt(root, position) is not { } name)
        {
            return null;
        }

        var service = QuickInfoService.GetService(document);
        QuickInfoItem? info = service is null ? null : await service.GetQuickInfoAsync(document, name.SpanStart).ConfigureAwait(false);
        var description = new StringBuilder();
        foreach (QuickInfoSection section in info?.Sections ?? [])
        {
            description.Append(Plain(section.Text)).Append(NewLine);
        }

        if (detailed && await document.GetSemanticModelAsync().ConfigureAwait(false) is { } model && name.Parent is { } node)
        {
            AppendDetails(description, model, node);
        }

        return description.Length == 0 ? null : description.ToString().TrimEnd();
    }

    // The cursor may stand in a name, right after it, or among the arguments of its call.
    private static SyntaxToken? NameAt(SyntaxNode root, int position)
    {
        SyntaxToken[] tokens = [root.FindToken(position), .. position > 0 ? [root.FindToken(position - 1)] : Array.Empty<SyntaxToken>()];
        foreach (SyntaxToken token in tokens)
        {
            if (token.Span.Contains(position) || token.Span.End == position)
            {
                if (token.IsKind(SyntaxKind.IdentifierToken) || token.Parent is PredefinedTypeSyntax)
                {
                    return token;
                }
            }
        }

        SyntaxNode? call = tokens
            .SelectMany(token => token.Parent?.AncestorsAndSelf() ?? [])
            .FirstOrDefault(node => node is BaseArgumentListSyntax && node.Span.Start < position)?.Parent;
        return call switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.Identifier,
            InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } => member.Name.Identifier,
            InvocationExpressionSyntax { Expression: SimpleNameSyntax simple } => simple.Identifier,
            ObjectCreationExpressionSyntax { Type: QualifiedNameSyntax qualified } => qualified.Right.Identifier,
            ObjectCreationExpressionSyntax { Type: SimpleNameSyntax simple } => simple.Identifier,
            ElementAccessExpressionSyntax { Expression: SimpleNameSyntax simple } => simple.Identifier,
            _ => null,
        };
    }

    // Roslyn writes for a tool tip: with carriage returns and no-break spaces.
    private static string Plain(string text) => text.ReplaceLineEndings("\n").Replace('\u00a0', ' ').Trim();

    private static void AppendDetails(StringBuilder description, SemanticModel model, SyntaxNode name)
    {
        ImmutableArray<ISymbol> overloads = model.GetMemberGroup(name);
        if (overloads.Length > 1)
        {
            description.Append(NewLine).Append("Overloads:").Append(NewLine);
            foreach (ISymbol? overload in overloads.Where(
                other => SymbolEqualityComparer.Default.Equals(other.ContainingType, overloads[0].ContainingType)))
            {
                description.Append("  ").Append(overload.ToDisplayString(Signature)).Append(NewLine);
            }
        }

        ISymbol? symbol = model.GetSymbolInfo(name).Symbol ?? model.GetDeclaredSymbol(name);
        foreach (SyntaxReference declaration in symbol?.DeclaringSyntaxReferences ?? [])
        {
            description.Append(NewLine).Append(declaration.GetSyntax().ToString()).Append(NewLine);
        }
    }
}
