using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Scripting;

namespace NotebookKernel.LanguageServices;

/// <summary>The ways in which what is being written can be called.</summary>
/// <param name="Items">The signatures.</param>
/// <param name="ActiveSignature">The index of the one that fits what is written so far.</param>
/// <param name="ActiveParameter">The index of the parameter at the cursor.</param>
internal sealed record Signatures(IReadOnlyList<SignatureInformation> Items, int ActiveSignature, int ActiveParameter)
{
    private static readonly SymbolDisplayFormat Shown = SymbolDisplayFormat.CSharpShortErrorMessageFormat
        .AddMemberOptions(SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters)
        .AddParameterOptions(SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue);

    /// <summary>The signatures of the call that a place is in; null outside of one.</summary>
    /// <param name="document">The cell.</param>
    /// <param name="position">The cursor's UTF-16 index.</param>
    public static async Task<Signatures?> AtAsync(Document document, int position)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync().ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync().ConfigureAwait(false);
        BaseArgumentListSyntax? arguments = root?.FindToken(Math.Max(0, position - 1)).Parent?.AncestorsAndSelf()
            .OfType<BaseArgumentListSyntax>()
            .FirstOrDefault(
                list => list.SpanStart < position && (position < list.Span.End || list.GetLastToken(includeZeroWidth: true).IsMissing));
        if (model is null || arguments?.Parent is not { } call)
        {
            return null;
        }

        ISymbol[] candidates = call switch
        {
            InvocationExpressionSyntax invocation => [.. model.GetMemberGroup(invocation.Expression)],
            BaseObjectCreationExpressionSyntax creation when model.GetTypeInfo(creation).Type is INamedTypeSymbol type =>
                [.. type.InstanceConstructors.Where(constructor => model.IsAccessible(position, constructor))],
            ElementAccessExpressionSyntax access when model.GetTypeInfo(access.Expression).Type is { } type =>
                [.. type.GetMembers().OfType<IPropertySymbol>().Where(property => property.IsIndexer)],
            _ => [],
        };
        if (candidates.Length == 0)
        {
            return null;
        }

        int parameter = arguments.Arguments.GetSeparators().Count(comma => comma.Span.End <= position);
        SymbolInfo info = model.GetSymbolInfo(call);
        ISymbol? chosen = info.Symbol ?? info.CandidateSymbols.FirstOrDefault(candidate => ParametersOf(candidate).Length > parameter);
        int active = Array.FindIndex(candidates, candidate => SymbolEqualityComparer.Default.Equals(candidate, chosen));
        return new Signatures([.. candidates.Select(Describe)], Math.Max(0, active), parameter);
    }

    private static SignatureInformation Describe(ISymbol symbol)
    {
        XElement? documentation = Documentation(symbol);
        return new SignatureInformation(
            symbol.ToDisplayString(Shown),
            new FormattedValue(MimeBundle.PlainText, Text(documentation?.Descendants("summary").FirstOrDefault())),
            [.. ParametersOf(symbol).Select(parameter => new ParameterInformation(
                parameter.Name, new FormattedValue(MimeBundle.PlainText, Text(DocumentationOf(documentation, parameter.Name)))))]);
    }

    private static System.Collections.Immutable.ImmutableArray<IParameterSymbol> ParametersOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => [],
    };

    private static XElement? Documentation(ISymbol symbol)
    {
        try
        {
            return symbol.GetDocumentationCommentXml() is { Length: > 0 } xml ? XElement.Parse($"<member>{xml}</member>") : null;
        }
        catch (XmlException)
        {
            // Documentation is a courtesy.
            return null;
        }
    }

    private static XElement? DocumentationOf(XElement? member, string parameter) =>
        member?.Descendants("param").FirstOrDefault(element => (string?)element.Attribute("name") == parameter);

    private static string Text(XElement? element) => element is null
        ? ""
        : string.Join(' ', element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
