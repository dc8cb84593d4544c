using System.Diagnostics;
using KernelBenchmarks;
using Microsoft.CodeAnalysis.CSharp.Scripting;

// Without arguments: measures everything and prints a Markdown table; "interrupts": these alone. The other two are what it compares
// the start with.
switch (args)
{
    case ["empty"]:
        return;
    case ["compile"]:
        await CSharpScript.EvaluateAsync("1 + 1");
        return;
}

const int Rounds = 5;
string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
string digits = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "HandwrittenDigits.Cli", configuration, "digits.dll"));
string own = typeof(KernelClient).Assembly.Location;

Console.WriteLine("| What | Value |");
Console.WriteLine("|---|---:|");
if (args is not ["interrupts"])
{
    MeasureStart();
    MeasureCells();
    MeasureIdle();
}

MeasureInterrupts();

// The contenders take turns, so that whatever else the machine does hits all of them.
void MeasureStart()
{
    double[] empty = new double[Rounds];
    double[] compile = new double[Rounds];
    double[] answer = new double[Rounds];
    double[] cell = new double[Rounds];
    double[] completion = new double[Rounds];
    double[] memory = new double[Rounds];
    for (int round = 0; round < Rounds; round++)
    {
        empty[round] = RunToEnd("empty");
        compile[round] = RunToEnd("compile");
        using var kernel = new KernelClient(digits);
        kernel.AskInfo();
        answer[round] = Stopwatch.GetElapsedTime(kernel.Started).TotalMilliseconds;
        kernel.Run("1 + 1");
        cell[round] = Stopwatch.GetElapsedTime(kernel.Started).TotalMilliseconds;
        memory[round] = kernel.Memory;
        completion[round] = Time(() => kernel.Complete("Console.Wr"));
    }

    double reference = Median(compile);
    Row("An empty console program, start to end", $"{Median(empty):0} ms");
    Row("The same with Roslyn's first compile", $"{reference:0} ms");
    Row("Kernel, start to first reply", $"{Median(answer):0} ms ({Median(answer) / reference:0.00} of that)");
    Row("Kernel, start to first cell's reply", $"{Median(cell):0} ms ({Median(cell) / reference:0.00} of that)");
    Row("Memory after the first cell", $"{Median(memory):0} MiB");
    Row("First completion, right after the first cell", $"{Median(completion):0} ms ({Median(completion) / reference:0.00} of that)");
}

void MeasureCells()
{
    const int Lines = 100_000;
    const int Cells = 500;
    using var kernel = new KernelClient(digits);
    kernel.AskInfo();
    kernel.Run("var n = 0;");
    long idle = kernel.Memory;
    double[] empty = [.. Enumerable.Range(0, 200).Select(_ => Time(() => kernel.Run("")))];
    double[] small = [.. Enumerable.Range(0, 50).Select(_ => Time(() => kernel.Run("n++;")))];
    Row("Empty cell, round trip (median of 200)", $"{Median(empty):0.0} ms");
    Row("Cell of one statement (median of 50)", $"{Median(small):0.0} ms");

    string text = "";
    double took = Time(() => text = kernel.RunForText($"for (var i = 0; i < {Lines}; i++) {{ Console.WriteLine(i); }}"));
    bool complete = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).SequenceEqual(Enumerable.Range(0, Lines).Select(i => $"{i}"));
    Row($"{Lines:N0} lines from one cell to a client", $"{took:0} ms, {(complete ? "all of them, in order" : "NOT ALL OR NOT IN ORDER")}");

    for (int i = 0; i < Cells; i++)
    {
        kernel.Run($"var v{i} = {i};");
    }

    Row($"Memory before and after {Cells} cells", $"{idle} MiB, {kernel.Memory} MiB");

}

// Once the compiler and the editor's services are warm, which they become while nothing else is to be done.
void MeasureIdle()
{
    var idleTime = TimeSpan.FromSeconds(10);
    using var kernel = new KernelClient(digits);
    kernel.Run("var n = 0;");
    Thread.Sleep(idleTime);
    TimeSpan before = kernel.ProcessorTime;
    Thread.Sleep(idleTime);
    Row($"Processor time of an idle kernel over {idleTime.TotalSeconds:0} s", $"{(kernel.ProcessorTime - before).TotalMilliseconds:0} ms");
}

void MeasureInterrupts()
{
    const int Interrupts = 15;
    using var kernel = new KernelClient(digits);
    Measure(EndlessCell.Loops);
    kernel.Run(EndlessCell.TrainingSetup);
    Measure(EndlessCell.Trainings);

    void Measure(IEnumerable<EndlessCell> cells)
    {
        foreach (EndlessCell cell in cells)
        {
            MeasureInterrupt(cell);
        }
    }

    void MeasureInterrupt(EndlessCell cell)
    {
        double[] stops = new double[Interrupts];
        for (int i = 0; i < Interrupts; i++)
        {
            stops[i] = kernel.Interrupt(cell).TotalMilliseconds;
            kernel.Run(cell.Afterwards);
        }

        Row($"Interrupt of {cell.What} (median, worst of {Interrupts})", $"{Median(stops):0} ms, {stops.Max():0} ms");
    }
}

double RunToEnd(string what) => Time(() =>
{
    using var process = Process.Start("dotnet", [own, what]);
    process.WaitForExit();
});

static double Time(Action action)
{
    long start = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}

static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

static void Row(string what, string value) => Console.WriteLine($"| {what} | {value} |");
