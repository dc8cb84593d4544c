import * as path from "node:path";
import * as vscode from "vscode";
import type { Surroundings } from "./kernelCommand";

/** What the choice of a notebook's kernel depends on, in this window. */
export function surroundings(notebook?: vscode.NotebookDocument): Surroundings {
  const settings = vscode.workspace.getConfiguration("csharpNotebooks", notebook?.uri ?? null);
  const own = notebook === undefined || notebook.isUntitled ? [] : [path.dirname(notebook.uri.fsPath)];
  return {
    setting: settings.get<string[]>("kernel", []),
    // .NET's first-run banner and colours would only clutter the log.
    environment: { ...process.env, DOTNET_NOLOGO: "1", ...settings.get<Record<string, string>>("environment", {}) },
    platform: process.platform,
    folders: [...own, ...(vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.fsPath)],
  };
}
