using System.Reflection;

namespace HandwrittenDigits.Notebooks.Display.Hosts;

/// <summary>Types of assemblies that the host has loaded, and that this library has no reference to.</summary>
internal static class LoadedTypes
{
    /// <summary>The type, or null where no such assembly is loaded or it has no such type.</summary>
    public static Type? Find(string assembly, string type)
    {
        foreach (Assembly loaded in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (loaded.GetName().Name == assembly && loaded.GetType(type) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
