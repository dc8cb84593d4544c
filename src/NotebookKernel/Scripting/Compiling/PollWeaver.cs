using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>Weaves a call of <see cref="CellCode.Poll"/> into compiled cells, wherever their code can run for long.</summary>
/// <remarks>
/// At the head of every method, which may call itself or be called in a library's loop, and before every backward jump. It is
/// done to the compiled code and not to its text, so that it reaches every form a loop can have, files that a cell loads
/// included, and leaves lines and columns where the user wrote them. The compiler's own <c>ModuleCancellation</c> will not do:
/// it puts its token in the place of those that the user's code passes on.
/// </remarks>
internal static class PollWeaver
{
    /// <summary>The assembly with the calls in it.</summary>
    /// <param name="code">The assembly.</param>
    /// <param name="symbols">Its portable symbols.</param>
    public static (MemoryStream Code, MemoryStream Symbols) Weave(MemoryStream code, MemoryStream symbols)
    {
        code.Position = 0;
        symbols.Position = 0;
        using var module = ModuleDefinition.ReadModule(code, new ReaderParameters
        {
            SymbolStream = symbols,
            SymbolReaderProvider = new PortablePdbReaderProvider(),
        });
        var poll = module.ImportReference(typeof(CellCode).GetMethod(nameof(CellCode.Poll)));
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            Weave(method, poll);
        }

        var woven = (Code: new MemoryStream(), Symbols: new MemoryStream());
        module.Write(woven.Code, new WriterParameters
        {
            SymbolStream = woven.Symbols,
            SymbolWriterProvider = new PortablePdbWriterProvider(),
        });
        return woven;
    }

    private static void Weave(MethodDefinition method, MethodReference poll)
    {
        var instructions = method.Body.Instructions;
        var polled = instructions.Where(JumpsBack).ToHashSet();

        // A type whose initializer was stopped would be of no use for the rest of the session.
        if (!(method.IsConstructor && method.IsStatic))
        {
            polled.Add(instructions[0]);
        }

        // Short jumps may have to reach further now: all are made long first, and short again where they can be.
        method.Body.SimplifyMacros();
        foreach (var instruction in polled)
        {
            InsertBefore(instructions, instruction, poll);
        }

        method.Body.OptimizeMacros();
    }

    // The call takes the instruction's own place, so that whatever jumps to the instruction, or begins there, has the call first.
    private static void InsertBefore(Mono.Collections.Generic.Collection<Instruction> instructions, Instruction instruction, MethodReference poll)
    {
        var moved = Instruction.Create(OpCodes.Nop);
        moved.OpCode = instruction.OpCode;
        moved.Operand = instruction.Operand;
        instructions.Insert(instructions.IndexOf(instruction) + 1, moved);
        instruction.OpCode = OpCodes.Call;
        instruction.Operand = poll;
    }

    private static bool JumpsBack(Instruction instruction) => instruction.Operand switch
    {
        Instruction target => target.Offset <= instruction.Offset,
        Instruction[] targets => targets.Any(target => target.Offset <= instruction.Offset),
        _ => false,
    };
}
