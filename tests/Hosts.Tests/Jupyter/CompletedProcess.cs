namespace Hosts.Tests.Jupyter;

/// <summary>How a process ended.</summary>
public sealed record CompletedProcess(int ExitCode, string Output, string Error);
