import * as vscode from "vscode";
import type { CellOutputs } from "./cellOutputs";
import type { CommandEnvelope } from "./protocol";

/**
 * Does what a kernel asks of its editor while a cell runs: asks the user for a line (`@input`, `@password`), and runs JavaScript
 * where the outputs are.
 */
export async function answerKernel(
  { commandType, command }: CommandEnvelope,
  execution: vscode.NotebookCellExecution | null,
  outputs: CellOutputs | null,
): Promise<{ eventType: string; event: Record<string, unknown> }[]> {
  if (commandType === "RequestInput") {
    return [{ eventType: "InputProduced", event: { value: await ask(command, execution?.token) } }];
  }
  if (commandType === "SubmitCode" && outputs !== null) {
    outputs.show({
      eventType: "DisplayedValueProduced",
      event: { formattedValues: [{ mimeType: "text/html", value: `<script type="module">${String(command.code)}</script>` }] },
    });
    return [];
  }
  throw new Error(`VS Code does not answer ${commandType}.`);
}

async function ask(command: CommandEnvelope["command"], token: vscode.CancellationToken | undefined): Promise<string> {
  const prompt = typeof command.prompt === "string" ? command.prompt : "The cell asks for a line of input";
  const password = command.isPassword === true || command.type === "password";
  const answer = await vscode.window.showInputBox({ prompt, password, ignoreFocusOut: true }, token);
  if (answer === undefined) {
    throw new Error("No input was given.");
  }
  return answer;
}
