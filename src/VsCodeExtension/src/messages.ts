import * as vscode from "vscode";
import { KernelEndedError } from "./kernelProcess";
import type { Surroundings } from "./kernelCommand";
import { hasDotNet } from "./kernelCommand";
import { DOTNET_DOWNLOAD, RENEW_DIGITS, startAdvice } from "./startAdvice";

const SHOW: Record<"information" | "warning" | "error", (message: string, ...actions: string[]) => Thenable<string | undefined>> = {
  information: vscode.window.showInformationMessage,
  warning: vscode.window.showWarningMessage,
  error: vscode.window.showErrorMessage,
};

/** Tells the user something, with what can be done about it. */
export async function tell(kind: keyof typeof SHOW, message: string, actions: Record<string, () => unknown> = {}): Promise<void> {
  const chosen = await SHOW[kind](message, ...Object.keys(actions));
  if (chosen !== undefined) {
    await actions[chosen]?.();
  }
}

/** Says why there is no kernel, and offers what mends it. */
export function explainMissingKernel(surroundings: Surroundings): KernelEndedError {
  if (!hasDotNet(surroundings)) {
    const message = "C# cells need the .NET SDK, version 10 or newer, and there is none on the PATH. "
      + `Install it from ${DOTNET_DOWNLOAD}, and run the cell again.`;
    void tell("error", message, { "Get .NET": () => vscode.env.openExternal(vscode.Uri.parse(DOTNET_DOWNLOAD)), Settings: openSettings });
    return new KernelEndedError(message);
  }
  const message = "There is no kernel for C# cells: neither the tool `digits` on the PATH nor a clone of the project around the notebook. "
    + "Install it with `dotnet tool install --global HandwrittenDigits.Cli`, or name another in the setting csharpNotebooks.kernel.";
  void tell("error", message, { "Install digits": installDigits, Settings: openSettings });
  return new KernelEndedError(message);
}

/** Says what to do about a kernel that ended before it was ready. */
export function explainFailedStart({ message }: Error): KernelEndedError {
  return new KernelEndedError(`${message}\n\n${startAdvice(message)}`);
}

/** Tells of a kernel that is not ready after long: an old one, or a program that is none, may wait for ever for something else. */
export function tellOfSlowStart(command: readonly string[], actions: Record<string, () => unknown>): void {
  const message = `The kernel (${command.join(" ")}) has not said yet that it is ready. Building a clone for the first time takes its `
    + `minutes; else the log may say why. An older digits is renewed by ${RENEW_DIGITS}.`;
  void tell("warning", message, { ...actions, Settings: openSettings });
}

function openSettings(): Thenable<unknown> {
  return vscode.commands.executeCommand("workbench.action.openSettings", "csharpNotebooks.kernel");
}

// In a terminal, so that what it answers is seen.
async function installDigits(): Promise<void> {
  const task = new vscode.Task(
    { type: "process" }, vscode.TaskScope.Global, "Install digits", "C# Notebooks",
    new vscode.ProcessExecution("dotnet", ["tool", "install", "--global", "HandwrittenDigits.Cli"]));
  await vscode.tasks.executeTask(task);
}
