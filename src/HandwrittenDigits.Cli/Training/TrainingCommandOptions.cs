using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Cli.Training;

/// <summary>A command-line option for every one of <see cref="TrainingOptions"/>; what is typed wins over the configuration file.</summary>
internal sealed class TrainingCommandOptions
{
    private const string NetworkName = "network";

    private readonly List<(Option Option, Func<ParseResult, TrainingOptions, TrainingOptions> Apply)> bindings = [];

    /// <summary>Makes the options.</summary>
    public TrainingCommandOptions()
    {
        AddNetwork();
        Add("--epochs", "Passes over the training images", o => o.Epochs, (o, v) => o with { Epochs = v });
        Add("--batch-size", "Images a step", o => o.BatchSize, (o, v) => o with { BatchSize = v });
        Add("--optimizer", "How a step goes from gradients to weights", o => o.Optimizer, (o, v) => o with { Optimizer = v });
        Add("--momentum", "Momentum of Sgd and Muon", o => o.Momentum, (o, v) => o with { Momentum = v });
        AddFlag("--nesterov", "Nesterov's momentum, of Sgd", o => o with { Nesterov = true });
        Add("--learning-rate", "Peak learning rate", o => o.LearningRate, (o, v) => o with { LearningRate = v });
        Add("--schedule", "How the learning rate goes", o => o.Schedule, (o, v) => o with { Schedule = v });
        Add("--warm-up", "Share of all steps in which the learning rate rises", o => o.WarmUp, (o, v) => o with { WarmUp = v });
        Add("--cool-down", "Share of all steps, at the end, in which a constant learning rate falls",
            o => o.CoolDown, (o, v) => o with { CoolDown = v });
        Add("--freeze-out", "Share of all steps after which the first block learns no more; later ones follow evenly; 0 is none",
            o => o.FreezeOut, (o, v) => o with { FreezeOut = v });
        Add("--weight-decay", "The optimiser's weight decay", o => o.WeightDecay, (o, v) => o with { WeightDecay = v });
        Add("--label-smoothing", "Share of probability that the target gives to all ten digits alike",
            o => o.LabelSmoothing, (o, v) => o with { LabelSmoothing = v });
        Add("--dropout", "Share of the features before the linear layer that a step leaves out",
            o => o.Dropout, (o, v) => o with { Dropout = v });
        Add("--ema", "Decay a step of the weights' moving average; 0 is none", o => o.Ema, (o, v) => o with { Ema = v });
        Add("--monitor", "What says which epoch's weights are kept", o => o.Monitor, (o, v) => o with { Monitor = v });
        Add("--synthetic-per-epoch", "Synthetic digits mixed with the images of each epoch",
            o => o.SyntheticPerEpoch, (o, v) => o with { SyntheticPerEpoch = v });
        Add("--non-digits-per-epoch", "Drawings that are no digit, to be unsure of, in each epoch",
            o => o.NonDigitsPerEpoch, (o, v) => o with { NonDigitsPerEpoch = v });
        Add("--detector-non-digits", "Drawings that are no digit, of more kinds, that a detector learns from once the network is trained",
            o => o.DetectorNonDigits, (o, v) => o with { DetectorNonDigits = v });
        Add("--teachers", "Folder of complete runs whose models' answers are learned in place of the labels",
            o => o.Teachers ?? "none", (o, v) => o with { Teachers = v });
        Add("--seed", "What all chance follows from", o => o.Seed, (o, v) => o with { Seed = v });
        Add("--threads", "Threads that libtorch computes with; 0 is its own choice", o => o.Threads, (o, v) => o with { Threads = v });
        Add("--device", "Where to compute", o => o.Device, (o, v) => o with { Device = v }, "cpu|cuda|cuda:N|mps");
        AddFlag("--mixed-precision", "Train in bfloat16 where the processor has instructions for it",
            o => o with { MixedPrecision = true });
        AddFlag("--no-augmentation", "Train on the images as they are, but for what is asked for below",
            o => o with { Augmentation = AugmentationOptions.None });
        AddAugmentation("--share", "Augmentation: share of the images that is changed", a => a.Share, (a, v) => a with { Share = v });
        AddAugmentation("--rotation-degrees", "Augmentation: rotation to either side, degrees",
            a => a.RotationDegrees, (a, v) => a with { RotationDegrees = v });
        AddAugmentation("--shear", "Augmentation: horizontal shear to either side, pixels a pixel",
            a => a.Shear, (a, v) => a with { Shear = v });
        AddAugmentation("--scale", "Augmentation: share by which width and height grow or shrink",
            a => a.Scale, (a, v) => a with { Scale = v });
        AddAugmentation("--shift-pixels", "Augmentation: shift in each direction, pixels",
            a => a.ShiftPixels, (a, v) => a with { ShiftPixels = v });
        AddAugmentation("--elastic-pixels", "Augmentation: elastic distortion, pixels",
            a => a.ElasticPixels, (a, v) => a with { ElasticPixels = v });
        AddAugmentation("--thickness", "Augmentation: how far strokes grow or thin, 0 to 1",
            a => a.Thickness, (a, v) => a with { Thickness = v });
        AddAugmentation("--corruption-share", "Augmentation: share of the images that is made hard to read",
            a => a.CorruptionShare, (a, v) => a with { CorruptionShare = v });
    }

    /// <summary>A JSON file of options, as a run's <c>options.json</c>; those that it lacks keep their defaults.</summary>
    public Option<FileInfo> Config { get; } = new("--config")
    {
        Description = "JSON file of options, as a run's options.json; options given here win over it",
        HelpName = "FILE",
    };

    /// <summary>How many epochs there are to be.</summary>
    public Option Epochs => bindings.Single(binding => binding.Option.Name == "--epochs").Option;

    /// <summary>All of them, for the command.</summary>
    public IEnumerable<Option> All => [Config, .. bindings.Select(binding => binding.Option)];

    /// <summary>True where an option was typed, rather than left at its default.</summary>
    public static bool IsGiven(ParseResult parse, Option option) => parse.GetResult(option) is OptionResult { Implicit: false };

    /// <summary>The options as they were set.</summary>
    /// <exception cref="UsageException">The file is no such JSON, or a value is out of range.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public TrainingOptions Read(ParseResult parse)
    {
        TrainingOptions options = parse.GetValue(Config) is { } file ? ReadConfig(file.FullName) : new TrainingOptions();
        foreach ((Option option, Func<ParseResult, TrainingOptions, TrainingOptions> apply) in bindings)
        {
            options = IsGiven(parse, option) ? apply(parse, options) : options;
        }

        options.Validate();
        return options;
    }

    /// <summary>A run's options with another number of epochs, where one was typed.</summary>
    public TrainingOptions ReadEpochs(ParseResult parse, TrainingOptions options)
    {
        (Option option, Func<ParseResult, TrainingOptions, TrainingOptions> apply) = bindings.Single(binding => binding.Option == Epochs);
        options = IsGiven(parse, option) ? apply(parse, options) : options;
        options.Validate();
        return options;
    }

    private static TrainingOptions ReadConfig(string path)
    {
        const string hint = "'digits train --show-config' writes one to start from.";
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file of training options {path}: {hint}", path);
        }

        string text = File.ReadAllText(path);
        try
        {
            var byHand = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            var json = JsonNode.Parse(text, documentOptions: byHand);
            if (json?[NetworkName] is JsonValue name)
            {
                json[NetworkName] = JsonNode.Parse(TrainingJson.Serialize(Named(name.ToString())));
            }

            return TrainingJson.Deserialize<TrainingOptions>(json?.ToJsonString() ?? text);
        }
        catch (JsonException e) when (e.Path is ['$', '.', .. string place])
        {
            // The serializer's own message speaks of .NET's types.
            throw new UsageException(
                $"{path}: '{place}' is no option of training, or its value is not of the option's kind. "
                + "'digits train --show-config' writes all options with their defaults.",
                e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UsageException(
                $"{path} is no file of training options: {e.Message} {hint}", e);
        }
    }

    private static DigitCnnOptions Named(string name) => DigitCnnOptions.Named.TryGetValue(name, out DigitCnnOptions? network)
        ? network
        : throw new UsageException($"There is no network '{name}': there are {string.Join(", ", DigitCnnOptions.Named.Keys)}.");

    // System.CommandLine lists an enumeration's values by itself.
    private static string? HelpName<T>() => typeof(T) switch
    {
        { IsEnum: true } => null,
        var type when type == typeof(int) => "N",
        var type when type == typeof(double) => "X",
        _ => "FOLDER",
    };

    private void AddNetwork()
    {
        string standard = DigitCnnOptions.Named.First(named => named.Value == new TrainingOptions().Network).Key;
        var option = new Option<string>("--network") { Description = $"The network [default: {standard}]" };
        option.AcceptOnlyFromAmong([.. DigitCnnOptions.Named.Keys]);
        bindings.Add((option, (parse, options) => options with { Network = Named(parse.GetRequiredValue(option)) }));
    }

    private void AddFlag(string name, string description, Func<TrainingOptions, TrainingOptions> set)
    {
        var option = new Option<bool>(name) { Description = description };
        bindings.Add((option, (parse, options) => parse.GetValue(option) ? set(options) : options));
    }

    private void AddAugmentation(
        string name,
        string description,
        Func<AugmentationOptions, double> read,
        Func<AugmentationOptions, double, AugmentationOptions> with) => Add(
            name,
            description,
            options => read(options.Augmentation),
            (options, value) => options with { Augmentation = with(options.Augmentation, value) });

    private void Add<T>(
        string name, string description, Func<TrainingOptions, T> read, Func<TrainingOptions, T, TrainingOptions> with,
        string? helpName = null)
        where T : notnull
    {
        string standard = string.Format(CultureInfo.InvariantCulture, "{0}", read(new TrainingOptions()));
        var option = new Option<T>(name) { Description = $"{description} [default: {standard}]", HelpName = helpName ?? HelpName<T>() };
        bindings.Add((option, (parse, options) => with(options, parse.GetRequiredValue(option))));
    }
}
