using Microsoft.DotNet.Interactive;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Mono.Collections.Generic;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>
/// Weaves a call of <see cref="CellCode.Poll"/> into compiled cells, wherever their code can run for long, and puts the displays of
/// <see cref="CellCode"/> in the place of the package's, whose handles replace nothing.
/// </summary>
/// <remarks>
/// At the head of every method, which may call itself or be called in a library's loop, and before every backward jump. It is
/// done to the compiled code and not to its text, so that it reaches every form a loop can have, files that a cell loads
/// included, and leaves lines and columns where the user wrote them. The compiler's own <c>ModuleCancellation</c> will not do:
/// it puts its token in the place of those that the user's code passes on.
/// </remarks>
internal static class CellWeaver
{
    /// <summary>The assembly with the calls in it.</summary>
    /// <param name="code">The assembly.</param>
    /// <param name="symbols">Its portable symbols.</param>
    /// <returns>Both with the calls, and whether the code reads the token of .NET Interactive's invocation context.</returns>
    public static (MemoryStream Code, MemoryStream Symbols, bool TakesKernelToken) Weave(MemoryStream code, MemoryStream symbols)
    {
        code.Position = 0;
        symbols.Position = 0;
        using var module = ModuleDefinition.ReadModule(code, new ReaderParameters
        {
            SymbolStream = symbols,
            SymbolReaderProvider = new PortablePdbReaderProvider(),
        });
        MethodReference poll = module.ImportReference(typeof(CellCode).GetMethod(nameof(CellCode.Poll)));
        foreach (MethodDefinition? method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            RedirectDisplays(method.Body);
            Weave(method, poll);
        }

        var woven = (Code: new MemoryStream(), Symbols: new MemoryStream());
        module.Write(woven.Code, new WriterParameters
        {
            SymbolStream = woven.Symbols,
            SymbolWriterProvider = new PortablePdbWriterProvider(),
        });
        return (woven.Code, woven.Symbols, Execution.KernelToken.IsReadBy(module));
    }

    private static void RedirectDisplays(MethodBody body)
    {
        foreach (Instruction? call in body.Instructions.Where(instruction => instruction.OpCode == OpCodes.Call))
        {
            if (call.Operand is MethodReference { DeclaringType.FullName: var type } called
                && (type == typeof(DisplayExtensions).FullName || type == typeof(Kernel).FullName)
                && typeof(CellCode).GetMethod(called.Name == nameof(Kernel.display) ? nameof(CellCode.Display) : called.Name) is { } own)
            {
                ModuleDefinition module = body.Method.Module;
                call.Operand = called is GenericInstanceMethod generic
                    ? WithArguments(module.ImportReference(own), generic)
                    : module.ImportReference(own);
            }
        }
    }

    private static GenericInstanceMethod WithArguments(MethodReference method, GenericInstanceMethod from)
    {
        var made = new GenericInstanceMethod(method);
        foreach (TypeReference? argument in from.GenericArguments)
        {
            made.GenericArguments.Add(argument);
        }

        return made;
    }

    private static void Weave(MethodDefinition method, MethodReference poll)
    {
        Collection<Instruction> instructions = method.Body.Instructions;
        var polled = instructions.Where(JumpsBack).ToHashSet();

        // A type whose initializer was stopped would be of no use for the rest of the session.
        if (!(method.IsConstructor && method.IsStatic))
        {
            polled.Add(instructions[0]);
        }

        // Short jumps may have to reach further now: all are made long first, and short again where they can be.
        method.Body.SimplifyMacros();
        foreach (Instruction? instruction in polled)
        {
            InsertBefore(instructions, instruction, poll);
        }

        method.Body.OptimizeMacros();
    }

    // The call takes the instruction's own place, so that whatever jumps to the instruction, or begins there, has the call first.
    private static void InsertBefore(
        Mono.Collections.Generic.Collection<Instruction> instructions, Instruction instruction, MethodReference poll)
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
