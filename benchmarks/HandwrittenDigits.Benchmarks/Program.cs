using System.CommandLine;
using HandwrittenDigits.Benchmarks;

var model = new Option<string?>("--model") { Description = "A model's file; by default every named network with random weights." };
var rounds = new Option<int>("--rounds") { Description = "How often each contender is timed.", DefaultValueFactory = _ => 31 };

var predict = new Command("predict", "One image, one thread: the managed network beside ONNX Runtime.") { model, rounds };
predict.SetAction(result => PredictBenchmark.Run(result.GetValue(model), result.GetValue(rounds)));

var load = new Command("load", "MNIST's four files: loading and decoding beside unzipping.") { rounds };
load.SetAction((result, _) => LoadBenchmark.Run(result.GetValue(rounds)));

var train = new Command("train", "One epoch: Trainer beside a bare TorchSharp loop over the same tensors.") { rounds };
train.SetAction((result, _) => TrainBenchmark.Run(result.GetValue(rounds)));

var drawings = new Command("drawings", "Real pen-drawn digits: the library's preparation beside a squashed canvas, and weights of fewer bits.") { model };
drawings.SetAction(result => DrawingsBenchmark.Run(result.GetValue(model)));

var chromium = new Option<string>("--chromium") { Description = "The browser.", DefaultValueFactory = _ => "/usr/bin/chromium" };
var pad = new Command("pad", "The drawing pad's page in Chromium: time of a forward pass and of a whole reading.") { model, chromium, rounds };
pad.SetAction(result => PadBenchmark.Run(result.GetValue(model), result.GetValue(chromium)!, result.GetValue(rounds)));

var root = new RootCommand("Measures what this project claims about speed and drawings. Of times only ratios of one run mean anything.") { predict, load, train, drawings, pad };
return await root.Parse(args).InvokeAsync();
