using System.Text.Json.Serialization;
using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Workers;

/// <summary>What a worker process and the one that watches over it say to each other: one line of JSON each.</summary>
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(Execute), "execute")]
[JsonDerivedType(typeof(Interrupt), "interrupt")]
[JsonDerivedType(typeof(Write), "write")]
[JsonDerivedType(typeof(Display), "display")]
[JsonDerivedType(typeof(Update), "update")]
[JsonDerivedType(typeof(Finished), "finished")]
internal abstract record WorkerMessage
{
    /// <summary>To the worker, first of all: how to run cells.</summary>
    public sealed record Open(ScriptSessionOptions Options) : WorkerMessage;

    /// <summary>To the worker: run a cell. <paramref name="Cell"/> counts from 1.</summary>
    public sealed record Execute(int Cell, string Code) : WorkerMessage;

    /// <summary>To the worker: stop the running cell.</summary>
    public sealed record Interrupt : WorkerMessage;

    /// <summary>From the worker: a cell, perhaps one that is over, wrote text.</summary>
    public sealed record Write(int Cell, OutputStream Stream, string Text) : WorkerMessage;

    /// <summary>From the worker: a cell shows something new.</summary>
    public sealed record Display(int Cell, MimeBundle Bundle, string? DisplayId) : WorkerMessage;

    /// <summary>From the worker: a cell replaces what is shown.</summary>
    public sealed record Update(int Cell, MimeBundle Bundle, string DisplayId) : WorkerMessage;

    /// <summary>From the worker: a cell is over.</summary>
    public sealed record Finished(int Cell, CellResult Result) : WorkerMessage;
}
