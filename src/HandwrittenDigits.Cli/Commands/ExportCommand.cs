using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Interop;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits export</c>: a model in a format that other programs read.</summary>
internal static class ExportCommand
{
    private static readonly Option<FileInfo> Output = new("--output")
    {
        Description = "The file to write",
        HelpName = "FILE",
        DefaultValueFactory = _ => new FileInfo("digits.onnx"),
    };

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("export", "Write a model in a format that other programs read") { CreateOnnx() };

    private static DigitsCommand CreateOnnx()
    {
        var command = new DigitsCommand(
            "onnx",
            "Write a model as ONNX",
            ("digits export onnx --output digits.onnx", "the shipped model"),
            ("digits export onnx --model runs/20260131-235959/model.safetensors", "one that you trained"))
        {
            Output, CommonOptions.Model, CommonOptions.Json,
        };
        command.SetAction(parse => WriteOnnx(parse, CommandOutput.For(parse)));
        return command;
    }

    private static void WriteOnnx(ParseResult parse, CommandOutput output)
    {
        var model = ModelArgument.Of(parse);
        string target = parse.GetRequiredValue(Output).FullName;
        OnnxExporter.Export(model.Fold(), target);
        if (output.IsJson)
        {
            JsonOutput.Write(new
            {
                model = model.Name,
                file = target,
                input = OnnxExporter.InputName,
                output = OnnxExporter.OutputName,
                operatorSet = OnnxExporter.OperatorSet,
            });
            return;
        }

        output.Result(
            $"Wrote {DisplayPath.Of(target)}: '{OnnxExporter.InputName}' float32 [N, 1, 28, 28], ink = 1, "
            + $"to '{OnnxExporter.OutputName}' float32 [N, 10]");
    }
}
