import { spawn } from "node:child_process";
import * as path from "node:path";
import * as vscode from "vscode";
import { findDigits } from "./kernelCommand";
import { explainMissingKernel, tell } from "./messages";
import { surroundings } from "./settings";

/** Writes the notebook in front, with the outputs that it shows, as a page that needs no network. */
export async function exportPage(notebook: vscode.NotebookDocument | undefined, log: vscode.LogOutputChannel): Promise<void> {
  if (notebook === undefined) {
    return;
  }
  // A .dib file holds no outputs, and what is not saved is not there to be read.
  if (notebook.notebookType !== "jupyter-notebook" || notebook.isUntitled || (notebook.isDirty && !(await notebook.save()))) {
    await tell("warning", "Save the notebook as an .ipynb file first: the page is made of what is saved.", {});
    return;
  }
  const digits = findDigits(surroundings(notebook));
  if (digits === null) {
    explainMissingKernel(surroundings(notebook));
    return;
  }
  const { dir, name } = path.parse(notebook.uri.fsPath);
  const page = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(path.join(dir, `${name}.html`)), filters: { Page: ["html"] }, title: "Export as page",
  });
  if (page === undefined) {
    return;
  }
  const error = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Writing ${path.basename(page.fsPath)}` },
    async () => run([...digits, "notebook", "page", notebook.uri.fsPath, "--output", page.fsPath], log));
  if (error !== null) {
    await tell("error", `The page was not written: ${error}`, { "Show log": () => { log.show(); } });
    return;
  }
  await tell("information", `${path.basename(page.fsPath)} shows the notebook, without a network.`, {
    "Open": async () => vscode.env.openExternal(page),
  });
}

// What it printed on its error output if it failed.
async function run([program = "", ...parameters]: readonly string[], log: vscode.LogOutputChannel): Promise<string | null> {
  return new Promise(resolve => {
    let said = "";
    const child = spawn(program, parameters, { stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    for (const output of [child.stdout, child.stderr]) {
      output.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        log.info(text.trimEnd());
      });
    }
    child.once("error", error => { resolve(error.message); });
    child.once("close", code => { resolve(code === 0 ? null : said.trim()); });
  });
}
