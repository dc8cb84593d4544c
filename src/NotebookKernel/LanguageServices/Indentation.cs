using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NotebookKernel.LanguageServices;

/// <summary>How far a console indents the line that continues unfinished code.</summary>
internal static class Indentation
{
    private const int Width = 4;

    /// <summary>Four spaces for every brace that is open at the end of the code.</summary>
    public static string After(string code)
    {
        int open = 0;
        foreach (SyntaxToken token in SyntaxFactory.ParseTokens(code))
        {
            open += token.Kind() switch
            {
                SyntaxKind.OpenBraceToken => 1,
                SyntaxKind.CloseBraceToken => -1,
                _ => 0,
            };
        }

        return new string(' ', Width * Math.Max(0, open));
    }
}
