using System.Reflection;
using System.Runtime.Loader;

namespace HandwrittenDigits.Notebooks.Display;

/// <summary>
/// Answers for <c>FSharp.Core</c>, which both chart libraries need, where a host has loaded an older one than they ask for and
/// the runtime refuses to bind to it.
/// </summary>
internal static class FSharpCore
{
    private const string Name = "FSharp.Core";

    /// <summary>Installs the answer.</summary>
    public static void Resolve() =>
        AssemblyLoadContext.Default.Resolving += (context, wanted) => wanted.Name == Name ? Find(context) : null;

    private static Assembly? Find(AssemblyLoadContext context) =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(loaded => loaded.GetName().Name == Name)
        ?? (Newest() is { } file ? context.LoadFromAssemblyPath(file) : null);

    // This library in a package folder has FSharp.Core's package beside its own: .../<package>/<version>/lib/<framework>/<file>.
    private static string? Newest()
    {
        var folder = new DirectoryInfo(Path.GetFullPath(Path.Combine(typeof(FSharpCore).Assembly.Location, "../../../../../fsharp.core")));
        return !folder.Exists
            ? null
            : folder.GetDirectories()
                .OrderByDescending(version => Version.TryParse(version.Name, out Version? parsed) ? parsed : new Version())
                .Select(version => Path.Combine(version.FullName, "lib", "netstandard2.1", $"{Name}.dll"))
                .FirstOrDefault(File.Exists);
    }
}
