import * as vscode from "vscode";
import type { ValueInfo } from "./protocol";
import type { Session } from "./session";
import type { Sessions } from "./sessions";
import { escapeHtml, Panel } from "./panel";

const KERNEL = "csharp";
const LONGEST = 200;

/** The variables of the notebook in front: name, type and value; a click shows the whole value. */
export class VariablesView implements vscode.TreeDataProvider<ValueInfo>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly panel = new Panel("csharpNotebooks.value", { enableScripts: false });
  private readonly subscriptions: vscode.Disposable[];
  private session: Session | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(sessions: Sessions) {
    const refresh = () => {
      this.session = sessions.ofActiveEditor() ?? this.session;
      this.changed.fire(undefined);
    };
    this.subscriptions = [
      vscode.window.createTreeView("csharpNotebooks.variables", { treeDataProvider: this }),
      // While cells run, the kernel has better things to do than to describe its variables.
      sessions.onDidChange(session => {
        if (session.state !== "busy" && session.state !== "starting") {
          refresh();
        }
      }),
      vscode.window.onDidChangeActiveNotebookEditor(refresh),
      vscode.commands.registerCommand("csharpNotebooks.refreshVariables", refresh),
      vscode.commands.registerCommand("csharpNotebooks.showValue", async (variable: ValueInfo) => this.show(variable)),
    ];
  }

  async getChildren(): Promise<ValueInfo[]> {
    const client = this.session?.client;
    if (client == null || this.session?.state !== "idle") {
      return [];
    }
    const produced = await client.request(
      "RequestValueInfos", { mimeType: "text/plain+summary", targetKernelName: KERNEL }, "ValueInfosProduced");
    return (produced?.valueInfos ?? []).toSorted((one, other) => one.name.localeCompare(other.name));
  }

  getTreeItem(variable: ValueInfo): vscode.TreeItem {
    const value = (variable.formattedValue?.value ?? "").replaceAll(/\s+/g, " ").trim();
    const item = new vscode.TreeItem(variable.name);
    item.id = variable.name;
    item.description = `${shortName(variable.typeName ?? "")}  ${value.slice(0, LONGEST)}`.trim();
    item.tooltip = `${variable.typeName ?? ""} ${variable.name}\n${value}`;
    item.iconPath = new vscode.ThemeIcon("symbol-variable");
    item.command = { command: "csharpNotebooks.showValue", title: "Show Value", arguments: [variable] };
    return item;
  }

  dispose(): void {
    this.subscriptions.forEach(subscription => { subscription.dispose(); });
    this.panel.dispose();
    this.changed.dispose();
  }

  private async show({ name, typeName }: ValueInfo): Promise<void> {
    const produced = await this.session?.client?.request(
      "RequestValue", { name, mimeType: "text/html", targetKernelName: KERNEL }, "ValueProduced");
    const heading = `<h2>${escapeHtml(name)}</h2><p><code>${escapeHtml(typeName ?? "")}</code></p>`;
    this.panel.show(name, heading + (produced?.formattedValue?.value ?? "<p>It has no value any more: run its cell again.</p>"));
  }
}

/** A type's name without its namespaces, as `List<Int32>`. */
function shortName(typeName: string): string {
  return typeName.replaceAll(/[A-Za-z_]\w*\./g, "").replaceAll(/`\d+/g, "");
}
