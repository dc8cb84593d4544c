using System.CommandLine;
using HandwrittenDigits.Benchmarks;

if (args is [RunsBenchmark.Nothing])
{
    return 0;
}

var model = new Option<string?>("--model") { Description = "A model's file; by default every named network with random weights." };
var rounds = new Option<int>("--rounds") { Description = "How often each contender is timed.", DefaultValueFactory = _ => 31 };

var predict = new Command("predict", "One image, one thread: the managed network beside ONNX Runtime.") { model, rounds };
predict.SetAction(result => PredictBenchmark.Run(result.GetValue(model), result.GetValue(rounds)));

var load = new Command("load", "MNIST's four files: loading and decoding beside unzipping.") { rounds };
load.SetAction((result, _) => LoadBenchmark.Run(result.GetValue(rounds)));

var train = new Command("train", "One epoch: Trainer beside a bare TorchSharp loop over the same tensors.") { rounds };
train.SetAction((result, _) => TrainBenchmark.Run(result.GetValue(rounds)));

var folder =
    new Option<string>("--folder") { Description = "Where the picture of the misread drawings goes.", DefaultValueFactory = _ => "models" };
var drawings = new Command(
    "drawings", "Real pen-drawn digits: the library's preparation beside a squashed canvas, and weights of fewer bits.") { model, folder };
drawings.SetAction(result => DrawingsBenchmark.Run(result.GetValue(model), result.GetValue(folder)!));

var failures = new Option<bool>("--failures") { Description = "List what failed of the half that may be looked at." };
var pictures =
    new Command("pictures", "Pictures that people took, scanned and painted: read right, wrong, or not at all.") { model, failures };
pictures.SetAction(result => PicturesBenchmark.Run(result.GetValue(model), result.GetValue(failures)));

var chromium = new Option<string>("--chromium") { Description = "The browser.", DefaultValueFactory = _ => "/usr/bin/chromium" };
var pad =
    new Command("pad", "The drawing pad's page in Chromium: time of a forward pass and of a whole reading.") { model, chromium, rounds };
pad.SetAction(result => PadBenchmark.Run(result.GetValue(model), result.GetValue(chromium)!, result.GetValue(rounds)));

var network = new Option<string>("--network") { Description = "A named network.", DefaultValueFactory = _ => "deep" };
var threads = new Option<int>("--threads") { Description = "Threads of libtorch.", DefaultValueFactory = _ => 1 };
var throughput =
    new Command("throughput", "Arithmetic a second beside a large matrix product's, and where the time goes.") { network, threads, rounds };
throughput.SetAction(result => ThroughputBenchmark.Run(result.GetValue(network)!, result.GetValue(rounds), result.GetValue(threads)));

var epochs =
    new Option<int>("--epochs") { Description = "How long the Keras example's network is trained.", DefaultValueFactory = _ => 15 };
var robustness =
    new Command("robustness", "Corrupted test images: the shipped model beside the Keras example's network.") { model, epochs };
robustness.SetAction((result, _) => RobustnessBenchmark.Run(result.GetValue(model), result.GetValue(epochs)));

var seeds = new Option<int>("--seeds") { Description = "Runs of this library.", DefaultValueFactory = _ => 20 };
var exampleSeeds =
    new Option<int>("--example-seeds") { Description = "Runs of the example's recipe, minutes each.", DefaultValueFactory = _ => 20 };
var timeTo99 =
    new Command("time-to-99", "Wall clock to 99 % of the test set, beside the recipe of pytorch/examples' mnist.") { seeds, exampleSeeds };
timeTo99.SetAction(result => TimeTo99Benchmark.Run(result.GetValue(seeds), result.GetValue(exampleSeeds)));

var recipe = new Argument<string>("recipe") { Description = $"{TimeTo99Benchmark.Fast} or {TimeTo99Benchmark.Example}." };
var seed = new Argument<int>("seed");
var timeTo99Run = new Command("time-to-99-run", "One run of time-to-99: prints its seconds and its accuracy.") { recipe, seed };
timeTo99Run.SetAction((result, _) => TimeTo99Benchmark.RunOnce(result.GetValue(recipe)!, result.GetValue(seed)));

var recipeFile = new Option<string>("--recipe") { Description = "The training options.", DefaultValueFactory = _ => "models/recipe.json" };
var runs = new Option<string>("--runs")
{
    Description = "The folder of the runs; those that are missing are trained.",
    DefaultValueFactory = _ => "runs",
};
var accuracySeeds = new Option<int>("--seeds") { Description = "How many seeds.", DefaultValueFactory = _ => 5 };
var accuracy = new Command("accuracy", "A recipe, by default the shipped model's, with several seeds.") { recipeFile, runs, accuracySeeds };
accuracy.SetAction(
    (result, _) => AccuracyBenchmark.Run(result.GetValue(recipeFile)!, result.GetValue(runs)!, result.GetValue(accuracySeeds)));

var count = new Option<int>("--count") { Description = "How many runs are made.", DefaultValueFactory = _ => 5_000 };
var manyRuns = new Command("runs", "Thousands of runs: listed, filtered, compared, plotted.") { count };
manyRuns.SetAction(result => RunsBenchmark.Run(result.GetValue(count)));

var sweep = new Command("sweep", "A sweep with two processes of one thread each, beside one.");
sweep.SetAction(_ => SweepBenchmark.Run());

var output = new Option<string>("--output") { Description = "The page.", DefaultValueFactory = _ => "models/report.md" };
var only = new Option<string[]>("--only")
{
    Description = "Measure only these benchmarks again: by name, or with all that stands after it in the report.",
    DefaultValueFactory = _ => [],
    AllowMultipleArgumentsPerToken = true,
};
var report = new Command("report", "Runs the benchmarks and writes the page of the record.") { output, only };
report.SetAction((result, _) => Report.Run(result.GetValue(output)!, result.GetValue(only)!));

var root = new RootCommand("Measures what this project claims about speed and drawings. Of times only ratios of one run mean anything.")
{
    report, accuracy, predict, load, train, throughput, timeTo99, timeTo99Run, robustness, drawings, pictures, pad, manyRuns, sweep,
};
return await root.Parse(args).InvokeAsync();
