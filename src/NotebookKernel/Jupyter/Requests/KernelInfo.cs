using System.Text.Json.Nodes;
using NotebookKernel.Jupyter.Messaging;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>What the kernel tells of itself.</summary>
internal static class KernelInfo
{
    /// <summary>Answers <c>kernel_info_request</c>.</summary>
    public static JsonObject Reply(JupyterKernelOptions options) => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = MessageCodec.ProtocolVersion,
        ["implementation"] = options.Implementation,
        ["implementation_version"] = options.ImplementationVersion,
        ["banner"] = options.Banner,

        // The older name for what the newer protocol lists: no debugger, no subshells.
        ["debugger"] = false,
        ["supported_features"] = new JsonArray(),
        ["help_links"] = new JsonArray(new JsonObject { ["text"] = "C#", ["url"] = "https://learn.microsoft.com/dotnet/csharp/" }),
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
            ["nbconvert_exporter"] = "script",
        },
    };
}
