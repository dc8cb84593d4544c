using System.Net;
using System.Text;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace NotebookKernel.Headless.Html;

/// <summary>
/// Formulas between dollar signs, as MathML Core (w3.org/TR/mathml-core), which browsers draw by themselves: a page shows them without a
/// network and without a script. What TeX has beyond fractions, roots, matrices, accents, scripts and symbols is shown as it is written.
/// </summary>
internal sealed class TexMath : IMarkdownExtension
{
    private static readonly Dictionary<string, string> Symbols = new(StringComparer.Ordinal)
    {
        ["alpha"] = "α", ["beta"] = "β", ["gamma"] = "γ", ["delta"] = "δ", ["epsilon"] = "ε", ["eta"] = "η", ["theta"] = "θ",
        ["lambda"] = "λ", ["mu"] = "μ", ["pi"] = "π", ["sigma"] = "σ", ["tau"] = "τ", ["phi"] = "φ", ["Delta"] = "Δ", ["Sigma"] = "Σ",
        ["partial"] = "∂", ["nabla"] = "∇", ["infty"] = "∞", ["sum"] = "∑", ["prod"] = "∏", ["int"] = "∫", ["pm"] = "±",
        ["times"] = "×", ["cdot"] = "·",
        ["le"] = "≤", ["leq"] = "≤", ["ge"] = "≥", ["geq"] = "≥", ["ne"] = "≠", ["approx"] = "≈", ["in"] = "∈",
        ["leftarrow"] = "←", ["rightarrow"] = "→",
        ["to"] = "→", ["ldots"] = "…", ["dots"] = "…", ["cdots"] = "⋯", ["{"] = "{", ["}"] = "}", ["|"] = "‖", ["%"] = "%",
    };

    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "log", "ln", "exp", "sin", "cos", "tan", "max", "min", "arg", "lim", "det",
    };

    private static readonly Dictionary<string, string> Spaces = new(StringComparer.Ordinal)
    {
        [","] = "0.17em", [":"] = "0.22em", [";"] = "0.28em", [" "] = "0.33em", ["quad"] = "1em", ["qquad"] = "2em",
    };

    /// <inheritdoc/>
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
    }

    /// <inheritdoc/>
    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        renderer.ObjectRenderers.Replace<HtmlMathInlineRenderer>(new InlineRenderer());
        renderer.ObjectRenderers.Replace<HtmlMathBlockRenderer>(new BlockRenderer());
    }

    /// <summary>A formula as an element.</summary>
    /// <param name="tex">What is between the dollar signs.</param>
    /// <param name="isBlock">Whether it stands on lines of its own.</param>
    internal static string ToMathMl(string tex, bool isBlock)
    {
        var reader = new Reader(tex);
        string content = reader.ReadRow();
        string display = isBlock ? " display=\"block\"" : "";
        return $"<math{display} aria-label=\"{WebUtility.HtmlEncode(tex)}\">{content}</math>";
    }

    private static string Operator(string text, string attributes = "") => $"<mo{attributes}>{WebUtility.HtmlEncode(text)}</mo>";

    /// <summary>Reads TeX from left to right.</summary>
    private sealed class Reader(string tex)
    {
        private int at;

        /// <summary>Everything up to what closes the group that this row is in.</summary>
        public string ReadRow()
        {
            var row = new StringBuilder();
            while (!AtEndOfRow())
            {
                row.Append(ReadScripted());
            }

            return $"<mrow>{row}</mrow>";
        }

        private bool AtEndOfRow()
        {
            SkipSpaces();
            return at >= tex.Length || tex[at] is '}' or '&' || Follows(@"\\") || Follows(@"\right") || Follows(@"\end");
        }

        private bool Follows(string text) => string.CompareOrdinal(tex, at, text, 0, text.Length) == 0
            && (at + text.Length >= tex.Length || !char.IsLetter(text[^1]) || !char.IsLetter(tex[at + text.Length]));

        private void SkipSpaces()
        {
            while (at < tex.Length && char.IsWhiteSpace(tex[at]))
            {
                at++;
            }
        }

        private string ReadScripted()
        {
            string nucleus = ReadAtom();
            string? above = null;
            string? below = null;
            SkipSpaces();
            while (at < tex.Length && tex[at] is '^' or '_' or '\'')
            {
                char script = tex[at++];
                string content = script == '\'' ? Operator("′") : ReadAtom();
                (above, below) = script == '_' ? (above, content) : (content, below);
                SkipSpaces();
            }

            string kind = nucleus.Contains('∑', StringComparison.Ordinal)
                || nucleus.Contains('∏', StringComparison.Ordinal) ? "under over" : "sub sup";
            string[] names = kind.Split(' ');
            return (below, above) switch
            {
                (null, null) => nucleus,
                ({ } low, null) => $"<m{names[0]}>{nucleus}{low}</m{names[0]}>",
                (null, { } high) => $"<m{names[1]}>{nucleus}{high}</m{names[1]}>",
                ({ } low, { } high) => $"<m{names[0]}{names[1]}>{nucleus}{low}{high}</m{names[0]}{names[1]}>",
            };
        }

        private string ReadAtom()
        {
            SkipSpaces();
            if (at >= tex.Length)
            {
                return "<mrow></mrow>";
            }

            char first = tex[at];
            switch (first)
            {
                case '{':
                    at++;
                    string group = ReadRow();
                    Skip('}');
                    return group;
                case '\\':
                    return ReadCommand();
                case >= '0' and <= '9':
                    int start = at;
                    while (at < tex.Length
                        && (char.IsAsciiDigit(tex[at]) || (tex[at] == '.' && at + 1 < tex.Length && char.IsAsciiDigit(tex[at + 1]))))
                    {
                        at++;
                    }

                    return $"<mn>{tex[start..at]}</mn>";
                default:
                    at++;
                    return char.IsLetter(first) ? $"<mi>{first}</mi>" : Operator(first == '-' ? "−" : $"{first}");
            }
        }

        private string ReadCommand()
        {
            at++;
            int start = at;
            while (at < tex.Length && char.IsAsciiLetter(tex[at]))
            {
                at++;
            }

            if (at == start && at < tex.Length)
            {
                at++;
            }

            string name = tex[start..at];
            return name switch
            {
                "frac" => $"<mfrac>{ReadAtom()}{ReadAtom()}</mfrac>",
                "sqrt" => $"<msqrt>{ReadAtom()}</msqrt>",
                "hat" => $"<mover accent=\"true\">{ReadAtom()}{Operator("^")}</mover>",
                "bar" => $"<mover accent=\"true\">{ReadAtom()}{Operator("¯")}</mover>",
                "mathrm" or "text" or "operatorname" => ReadText(),
                "left" => ReadFenced(),
                "begin" => ReadMatrix(),
                _ when Spaces.TryGetValue(name, out string? width) => $"<mspace width=\"{width}\"></mspace>",
                _ when Functions.Contains(name) => $"<mi>{name}</mi><mspace width=\"0.17em\"></mspace>",
                _ when Symbols.TryGetValue(name, out string? symbol) => char.IsLetter(symbol[0]) ? $"<mi>{symbol}</mi>" : Operator(symbol),
                _ => $"<mtext>\\{WebUtility.HtmlEncode(name)}</mtext>",
            };
        }

        private string ReadText()
        {
            Skip('{');
            int end = tex.IndexOf('}', at) is var found and >= 0 ? found : tex.Length;
            string text = tex[at..end];
            at = Math.Min(end + 1, tex.Length);
            return $"<mtext>{WebUtility.HtmlEncode(text)}</mtext>";
        }

        private string ReadFenced()
        {
            string open = ReadFence();
            string inner = ReadRow();
            string close = "";
            if (Follows(@"\right"))
            {
                at += @"\right".Length;
                close = ReadFence();
            }

            return $"<mrow>{open}{inner}{close}</mrow>";
        }

        private string ReadFence()
        {
            SkipSpaces();
            return at >= tex.Length ? ""
                : tex[at] == '\\' ? ReadCommand()
                : tex[at++] is var fence and not '.' ? Operator($"{fence}", " stretchy=\"true\"") : "";
        }

        // \begin{pmatrix} a & b \\ c & d \end{pmatrix}
        private string ReadMatrix()
        {
            string environment = ReadName();
            var rows = new StringBuilder("<mtr>");
            while (at < tex.Length && !Follows(@"\end"))
            {
                rows.Append("<mtd>").Append(ReadRow()).Append("</mtd>");
                if (Follows(@"\\"))
                {
                    at += 2;
                    rows.Append("</mtr><mtr>");
                }
                else if (at < tex.Length && tex[at] is '&' or '}')
                {
                    at++;
                }
                else if (Follows(@"\right"))
                {
                    break;
                }
            }

            if (Follows(@"\end"))
            {
                at += @"\end".Length;
                ReadName();
            }

            string table = $"<mtable>{rows}</mtr></mtable>";
            return environment switch
            {
                "pmatrix" => $"<mrow>{Operator("(")}{table}{Operator(")")}</mrow>",
                "bmatrix" => $"<mrow>{Operator("[")}{table}{Operator("]")}</mrow>",
                _ => table,
            };
        }

        private string ReadName()
        {
            Skip('{');
            int end = tex.IndexOf('}', at) is var found and >= 0 ? found : tex.Length;
            string name = tex[at..end];
            at = Math.Min(end + 1, tex.Length);
            return name;
        }

        private void Skip(char expected)
        {
            SkipSpaces();
            if (at < tex.Length && tex[at] == expected)
            {
                at++;
            }
        }
    }

    private sealed class InlineRenderer : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline obj) =>
            renderer.Write(ToMathMl(obj.Content.ToString(), isBlock: obj.DelimiterCount > 1));
    }

    private sealed class BlockRenderer : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock obj) =>
            renderer.WriteLine(
                ToMathMl(string.Join('\n', obj.Lines.Lines?.Take(obj.Lines.Count).Select(line => line.ToString()) ?? []), isBlock: true));
    }
}
