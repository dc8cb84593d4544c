using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>Reads what there is to know of an assembly without loading it.</summary>
internal static class AssemblyFile
{
    /// <summary>A reference to the assembly, with the documentation that lies beside it or at <paramref name="documentation"/>.</summary>
    public static PortableExecutableReference Reference(string path, string? documentation)
    {
        string xml = documentation ?? Path.ChangeExtension(path, ".xml");
        return MetadataReference.CreateFromFile(
            path,
            documentation: File.Exists(xml) ? XmlDocumentationProvider.CreateFromFile(xml) : null);
    }

    /// <inheritdoc cref="Reference(string, string?)"/>
    public static PortableExecutableReference Reference(string path) => Reference(path, documentation: null);

    /// <summary>The assembly's identity, or null if the file is no managed assembly.</summary>
    public static AssemblyName? Identity(string path)
    {
        try
        {
            return AssemblyName.GetAssemblyName(path);
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>False for a native library.</summary>
    public static bool IsManaged(string path) => Identity(path) is not null;
}
