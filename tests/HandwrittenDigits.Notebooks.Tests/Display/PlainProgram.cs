using System.Runtime.CompilerServices;
using HandwrittenDigits.Notebooks.Display.Hosts;

namespace HandwrittenDigits.Notebooks.Tests.Display;

/// <summary>
/// The host is probed once a process. It is the console here, before a test loads an assembly that looks like another host's.
/// </summary>
internal static class PlainProgram
{
#pragma warning disable CA2255 // This is an application: the test run.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Probe() => _ = NotebookHost.Current;
}
