import * as vscode from "vscode";
import type { Session } from "./session";
import type { Sessions } from "./sessions";

/** Says in the status bar how the kernel of the notebook in front is. A click offers what can be done. */
export class SessionStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("csharpNotebooks.session", vscode.StatusBarAlignment.Left, 10);
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly sessions: Sessions) {
    this.item.name = "C# kernel";
    this.item.command = "csharpNotebooks.session";
    this.subscriptions = [
      sessions.onDidChange(() => { this.show(); }),
      vscode.window.onDidChangeActiveNotebookEditor(() => { this.show(); }),
      vscode.commands.registerCommand("csharpNotebooks.session", async () => this.offer()),
    ];
    this.show();
  }

  dispose(): void {
    this.subscriptions.forEach(subscription => { subscription.dispose(); });
    this.item.dispose();
  }

  private show(): void {
    const session = this.sessions.ofActiveEditor();
    if (session === undefined) {
      this.item.hide();
      return;
    }
    this.item.text = text(session);
    this.item.tooltip = "The C# kernel of this notebook; the number is the latest cell's.";
    this.item.backgroundColor = session.state === "ended" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    this.item.show();
  }

  private async offer(): Promise<void> {
    const session = this.sessions.ofActiveEditor();
    if (session === undefined) {
      return;
    }
    const actions: Record<string, () => unknown> = {
      ...(session.state === "busy" ? { "Interrupt the cell": async () => session.interrupt() } : {}),
      "Restart kernel": async () => session.restart(),
      "Restart kernel and run all cells": async () => vscode.commands.executeCommand("csharpNotebooks.restartAndRunAll"),
      "Show log": async () => vscode.commands.executeCommand("csharpNotebooks.showLog"),
      "Settings": async () => vscode.commands.executeCommand("workbench.action.openSettings", "csharpNotebooks"),
    };
    const chosen = await vscode.window.showQuickPick(Object.keys(actions), { placeHolder: `C# kernel: ${session.state}` });
    if (chosen !== undefined) {
      await actions[chosen]?.();
    }
  }
}

function text({ state, executionCount }: Session): string {
  const icon = { "not started": "circle-outline", starting: "loading~spin", idle: "check", busy: "sync~spin", ended: "error" }[state];
  return `$(${icon}) C# ${state}${executionCount > 0 ? ` [${executionCount}]` : ""}`;
}
