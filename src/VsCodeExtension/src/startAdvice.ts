/** Where .NET is to be had. */
export const DOTNET_DOWNLOAD = "https://dotnet.microsoft.com/download";

/** The command that brings the newest `digits`. */
export const RENEW_DIGITS = "dotnet tool update --global HandwrittenDigits.Cli";

// What .NET's own programs say where it, or a version that is new enough, is missing.
const NEEDS_DOTNET = /You must install(?: or update)? \.NET|compatible \.NET SDK was not found|NETSDK1045/;

/** What to do about a kernel that ended before it was ready: .NET is missing or old, or it is an old `digits` or another program. */
export function startAdvice(message: string): string {
  return NEEDS_DOTNET.test(message)
    ? `C# cells need the .NET SDK, version 10 or newer: install it from ${DOTNET_DOWNLOAD}, and run the cell again. `
      + "If it is installed elsewhere than usual, name its folder as DOTNET_ROOT in the setting csharpNotebooks.environment."
    : `If this is an older digits, renew it: ${RENEW_DIGITS}. `
      + "The setting csharpNotebooks.kernel names another kernel. Then run the cell again.";
}
