using Microsoft.DotNet.Interactive;
using Mono.Cecil;

namespace NotebookKernel.Scripting.Execution;

/// <summary>
/// Whether code may hold <c>KernelInvocationContext.Current.CancellationToken</c>: such a cell gets a moment to end by itself when it
/// is interrupted. The package does not tell who has asked for its token.
/// </summary>
internal static class KernelToken
{
    private const string Getter = $"get_{nameof(KernelInvocationContext.CancellationToken)}";

    private static readonly string Package = typeof(Kernel).Assembly.GetName().Name!;
    private static readonly System.Reflection.Assembly Own = typeof(KernelToken).Assembly;

    private static volatile bool libraryUsesPackage = AppDomain.CurrentDomain.GetAssemblies().Any(UsesPackage);

    static KernelToken() => AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
        libraryUsesPackage = libraryUsesPackage || UsesPackage(loaded.LoadedAssembly);

    /// <summary>True once a library is loaded that is built on the package, as one that trains or shows progress may be.</summary>
    public static bool IsInReachOfLibraries => libraryUsesPackage;

    /// <summary>True if the compiled code of a cell reads the token.</summary>
    public static bool IsReadBy(ModuleDefinition cell) => cell.GetMemberReferences().Any(
        member => member.Name == Getter && member.DeclaringType.FullName == typeof(KernelInvocationContext).FullName);

    // Cells refer to the package themselves; the program's entry does so only to start the kernel.
    private static bool UsesPackage(System.Reflection.Assembly assembly) =>
        !assembly.IsDynamic
        && assembly != Own
        && assembly != System.Reflection.Assembly.GetEntryAssembly()
        && assembly.GetName().Name is { } name
        && !name.StartsWith(Compiling.CellCompiler.AssemblyPrefix, StringComparison.Ordinal)
        && !name.StartsWith(Package, StringComparison.Ordinal)
        && assembly.GetReferencedAssemblies().Any(reference => reference.Name == Package);
}
