import * as path from "node:path";
import { TextEncoder } from "node:util";
import * as vscode from "vscode";
import { findKernel } from "./kernelCommand";
import { KernelProcess } from "./kernelProcess";
import { explainMissingKernel, tell } from "./messages";
import { Panel } from "./panel";
import { surroundings } from "./settings";

const CODE = `#r "nuget: HandwrittenDigits.Notebooks, 1.0.0"
using HandwrittenDigits.Notebooks;
using HandwrittenDigits.Notebooks.Insight;
new DrawingPad(ReadingModel.Shipped().Model)`;

// A page of VS Code's can't save a file by a link as a notebook's outputs can: what the link holds is handed to the extension.
const SAVING = `<script>
const host = acquireVsCodeApi();
document.addEventListener("click", event => {
  const link = event.target.closest("a[download]");
  if (link && link.href.startsWith("data:")) {
    event.preventDefault();
    event.stopPropagation();
    fetch(link.href).then(answer => answer.text()).then(text => host.postMessage({ name: link.download, text }));
  }
}, true);
</script>`;

let panel: Panel | null = null;

/** Opens the drawing pad beside what is open: it reads with the shipped model, in the page itself. */
export async function openDrawingPad(log: vscode.LogOutputChannel): Promise<void> {
  const around = surroundings(vscode.window.activeNotebookEditor?.notebook);
  const command = findKernel(around);
  if (command === null) {
    explainMissingKernel(around);
    return;
  }
  const page = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Opening the drawing pad" },
    async () => padPage(command, around.folders[0] ?? process.cwd(), around.environment, log));
  if ("error" in page) {
    await tell("error", `The drawing pad could not be made: ${page.error}`, { "Show log": () => { log.show(); } });
    return;
  }
  panel ??= new Panel("csharpNotebooks.pad", { enableScripts: true }, message => { void save(message as Drawn); });
  panel.show("Drawing pad", SAVING + page.html);
}

interface Drawn {
  readonly name: string;
  readonly text: string;
}

// The kernel makes the page, and is no longer needed then.
async function padPage(
  command: readonly string[], folder: string, environment: NodeJS.ProcessEnv, log: vscode.LogOutputChannel,
): Promise<{ readonly html: string } | { readonly error: string }> {
  const kernel = new KernelProcess(
    command, folder, environment, () => Promise.reject(new Error("Nobody is there to answer.")), line => { log.info(line); });
  try {
    let html = "";
    const outcome = await kernel.client.send("SubmitCode", { code: CODE, targetKernelName: "csharp" }, ({ event }) => {
      html = event.formattedValues?.find(value => value.mimeType === "text/html")?.value ?? html;
    });
    return outcome.succeeded ? { html: html } : { error: outcome.message };
  } finally {
    kernel.stop();
  }
}

async function save({ name, text }: Drawn): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const file = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.file(path.join(folder, path.basename(name))) });
  if (file !== undefined) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  }
}
