import * as path from "node:path";
import * as vscode from "vscode";
import { tell } from "./messages";
import { NotebookClaims } from "./notebookClaims";
import { Session } from "./session";

/** The sessions of this window, one a notebook. */
export class Sessions implements vscode.Disposable {
  private readonly sessions = new Map<vscode.NotebookDocument, Session>();
  private readonly controllers = new Map<vscode.NotebookDocument, vscode.NotebookController>();
  private front: vscode.NotebookEditor | undefined;
  private readonly changed = new vscode.EventEmitter<Session>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly claims: NotebookClaims;

  /** Told whenever a session's state has changed, and after each cell. */
  readonly onDidChange = this.changed.event;

  /** @param storage - The folder where windows tell each other which notebooks they run. */
  constructor(private readonly log: vscode.LogOutputChannel, storage: string) {
    this.claims = new NotebookClaims(storage);
    this.subscriptions = [
      vscode.workspace.onDidCloseNotebookDocument(notebook => {
        this.controllers.delete(notebook);
        this.close(notebook);
      }),
      vscode.window.onDidChangeActiveNotebookEditor(() => { this.showActive(); }),
      vscode.window.onDidChangeVisibleNotebookEditors(() => { this.showActive(); }),
    ];
    this.showActive();
  }

  find(notebook: vscode.NotebookDocument): Session | undefined {
    return this.sessions.get(notebook);
  }

  /** The session of the notebook in front, if it is run here: it stays in front while a page beside it has the focus. */
  ofActiveEditor(): Session | undefined {
    const notebook = this.inFront();
    const controller = notebook === undefined ? undefined : this.controllers.get(notebook);
    return notebook === undefined || controller === undefined ? undefined : this.of(notebook, controller);
  }

  /** The session of a cell's notebook, if it is run here. */
  ofDocument(document: vscode.TextDocument): Session | undefined {
    for (const [notebook, controller] of this.controllers) {
      if (notebook.getCells().some(cell => cell.document === document)) {
        return this.of(notebook, controller);
      }
    }
    return undefined;
  }

  of(notebook: vscode.NotebookDocument, controller: vscode.NotebookController): Session {
    let session = this.sessions.get(notebook);
    if (session === undefined) {
      session = new Session(notebook, controller, this.log);
      this.sessions.set(notebook, session);
      const created = session;
      session.onDidChange(() => { this.changed.fire(created); });
      this.tellOfOtherWindow(notebook);
    }
    return session;
  }

  /** The user, or VS Code, has chosen what runs a notebook. */
  select(notebook: vscode.NotebookDocument, controller: vscode.NotebookController | null): void {
    if (controller !== null) {
      this.controllers.set(notebook, controller);
    } else {
      this.controllers.delete(notebook);
      this.close(notebook);
    }
    this.showActive();
  }

  dispose(): void {
    this.subscriptions.forEach(subscription => { subscription.dispose(); });
    [...this.sessions.keys()].forEach(notebook => { this.close(notebook); });
    this.changed.dispose();
  }

  private close(notebook: vscode.NotebookDocument): void {
    const session = this.sessions.get(notebook);
    if (session !== undefined) {
      this.sessions.delete(notebook);
      session.dispose();
      this.claims.release(notebook.uri.toString());
    }
  }

  private showActive(): void {
    const session = this.ofActiveEditor();
    void vscode.commands.executeCommand("setContext", "csharpNotebooks.active", session !== undefined);
    if (session !== undefined) {
      this.changed.fire(session);
    }
  }

  private inFront(): vscode.NotebookDocument | undefined {
    const { activeNotebookEditor, visibleNotebookEditors } = vscode.window;
    this.front = activeNotebookEditor ?? visibleNotebookEditors.find(editor => editor.notebook === this.front?.notebook);
    return this.front?.notebook;
  }

  // Each window has a kernel of its own, and the one that is saved last overwrites what the other saved.
  private tellOfOtherWindow(notebook: vscode.NotebookDocument): void {
    if (notebook.isUntitled) {
      return;
    }
    try {
      if (this.claims.claim(notebook.uri.toString())) {
        const name = path.basename(notebook.uri.fsPath);
        void tell("warning", `${name} is open in another window too. Each has its own kernel and variables; save in one of them only.`);
      }
    } catch (error) {
      this.log.warn(`Other windows are not told of ${notebook.uri.fsPath}: ${(error as Error).message}`);
    }
  }
}
