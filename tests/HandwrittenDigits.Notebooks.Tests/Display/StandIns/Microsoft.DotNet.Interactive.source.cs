// The part of .NET Interactive's API that the display layer meets, with its names and shapes.
using System;
using System.Threading;

namespace Microsoft.DotNet.Interactive;

public sealed class KernelInvocationContext
{
    private static readonly AsyncLocal<KernelInvocationContext> Ambient = new();

    public static KernelInvocationContext Current => Ambient.Value;

    public DisplayedValue Latest { get; set; }

    public static KernelInvocationContext Enter() => Ambient.Value = new KernelInvocationContext();
}

public static class KernelInvocationContextExtensions
{
    public static DisplayedValue Display(this KernelInvocationContext context, object value, params string[] mimeTypes) =>
        context.Latest = new DisplayedValue { Shown = value.ToString(), MimeTypes = mimeTypes };
}

public sealed class HtmlText
{
    public string Text { get; set; }

    public override string ToString() => Text;
}

public class Kernel
{
    public static HtmlText HTML(string content) => new HtmlText { Text = content };
}

public sealed class DisplayedValue
{
    public string Shown { get; set; }

    public string[] MimeTypes { get; set; }

    public void Update(object updatedValue)
    {
        if (KernelInvocationContext.Current is null)
        {
            throw new InvalidOperationException("No cell is running.");
        }

        Shown = updatedValue.ToString();
    }
}
