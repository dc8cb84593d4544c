using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Native;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits info</c>: versions, the model, what training needs, and the data at hand.</summary>
internal static class InfoCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new DigitsCommand(
            "info",
            "Show versions, the model, and what is at hand",
            ("digits info", "for a person"),
            ("digits info --json", "for a script, or to attach to a report"))
        {
            CommonOptions.Model, CommonOptions.Json,
        };
        command.SetAction(parse => Show(parse, CommandOutput.For(parse)));
        return command;
    }

    private static void Show(ParseResult parse, CommandOutput output)
    {
        string version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

        var argument = ModelArgument.Of(parse);
        var model = ModelMetadata.Read(argument.File, argument.Name);
        (string? libtorch, string? problem) = FindLibTorch();
        var data = DataAtHand.Discover();
        if (output.IsJson)
        {
            JsonOutput.Write(new
            {
                version,
                runtime = RuntimeInformation.FrameworkDescription,
                system = RuntimeInformation.OSDescription,
                architecture = RuntimeInformation.OSArchitecture,
                processors = Environment.ProcessorCount,
                model = argument.Name,
                parameters = model.Network?.ParameterCount,
                trainedOn = model.Data,
                model.Metrics,
                model.Temperature,
                libtorch = new { folder = libtorch, problem },
                data,
            });
            return;
        }

        TextTable table = output.Table("What", "Value");
        table.AddTextRow("digits", version);
        table.AddTextRow("runtime", RuntimeInformation.FrameworkDescription);
        table.AddTextRow(
            "system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors");
        table.AddTextRow("model", argument.Name);
        table.AddTextRow("parameters", model.Network is { } network ? $"{network.ParameterCount:N0}" : $"not known: {model.Undescribed}");
        table.AddTextRow("trained on", model.Data);
        foreach ((string name, double value) in model.Metrics)
        {
            table.AddTextRow(name, $"{value:0.######}");
        }

        table.AddTextRow("libtorch", libtorch ?? $"not found, so no training here: {problem}");
        output.Results.Write(table);
        output.Result(string.Empty);
        data.Write(output);
    }

    // Found, not loaded: that takes a second and nothing here needs it.
    private static (string? Folder, string? Problem) FindLibTorch()
    {
        try
        {
            return (LibTorchLoader.FindFolder(), null);
        }
        catch (LibTorchLoadException e)
        {
            return (null, e.Message);
        }
    }
}
