import * as vscode from "vscode";

const QUIET = "default-src 'none'; img-src data: blob:; font-src data:; style-src 'unsafe-inline'";
const SCRIPTED = "script-src 'unsafe-inline' 'wasm-unsafe-eval' blob: data:; worker-src blob:; connect-src data: blob:";

/** A page beside the notebook, made when it is first shown. */
export class Panel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | null = null;

  /**
   * @param type - VS Code's name for pages like it.
   * @param options - Whether its scripts run; nothing on it is ever fetched from anywhere.
   */
  constructor(
    private readonly type: string,
    private readonly options: { readonly enableScripts: boolean },
    private readonly onMessage: (message: unknown) => void = () => undefined,
  ) {}

  show(title: string, body: string): void {
    const policy = this.options.enableScripts ? `${QUIET}; ${SCRIPTED}` : QUIET;
    if (this.panel === null) {
      this.panel = vscode.window.createWebviewPanel(this.type, title, vscode.ViewColumn.Beside, {
        enableScripts: this.options.enableScripts, retainContextWhenHidden: this.options.enableScripts, localResourceRoots: [],
      });
      this.panel.onDidDispose(() => { this.panel = null; });
      this.panel.webview.onDidReceiveMessage(this.onMessage);
    }
    this.panel.title = title;
    this.panel.webview.html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">`
      + `<meta http-equiv="Content-Security-Policy" content="${policy}">`
      + `<title>${escapeHtml(title)}</title></head><body>${body}</body></html>`;
    this.panel.reveal(undefined, false);
  }

  dispose(): void {
    this.panel?.dispose();
  }
}

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
