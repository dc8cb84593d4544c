import * as vscode from "vscode";
import { CSHARP, kernelOf, NOTEBOOK_LANGUAGE, NOTEBOOK_TYPES } from "./cellLanguage";
import type { KernelClient } from "./kernelClient";
import type { CompletionItem, FormattedValue, KernelDiagnostic, LinePositionSpan } from "./protocol";
import type { Session } from "./session";
import type { Sessions } from "./sessions";

const SELECTOR: vscode.DocumentSelector = NOTEBOOK_TYPES.flatMap(
  notebookType => [CSHARP, NOTEBOOK_LANGUAGE].map(language => ({ notebookType, language })));

// How long no key is struck before a cell is checked.
const PAUSE_MILLISECONDS = 300;

/** Completion, hover, signatures and diagnostics in C# cells, from the kernel: it knows the variables and packages of the session. */
export function registerLanguageFeatures(sessions: Sessions): vscode.Disposable {
  const ask = async (
    document: vscode.TextDocument, token: vscode.CancellationToken, position: vscode.Position, command: string, answer: string,
  ) => {
    const client = await clientOf(sessions, document);
    const request = client?.request(command, {
      code: document.getText(), linePosition: { line: position.line, character: position.character }, targetKernelName: CSHARP,
    }, answer);
    // What is no longer wanted is not waited for: the kernel may be at a cell.
    return Promise.race([request ?? null, new Promise<null>(resolve => token.onCancellationRequested(() => { resolve(null); }))]);
  };
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(SELECTOR, {
      async provideCompletionItems(document, position, token) {
        const produced = await ask(document, token, position, "RequestCompletions", "CompletionsProduced");
        const span = produced?.linePositionSpan;
        return produced?.completions?.map(item => completion(item, span == null ? undefined : range(span)));
      },
    }, ".", "#", '"', "/"),
    vscode.languages.registerHoverProvider(SELECTOR, {
      async provideHover(document, position, token) {
        const produced = await ask(document, token, position, "RequestHoverText", "HoverTextProduced");
        const { content, linePositionSpan: span } = produced ?? {};
        // The same in several forms.
        const text = content?.find(({ mimeType }) => mimeType === "text/markdown") ?? content?.[0];
        return text === undefined ? undefined : new vscode.Hover(markdown(text), span == null ? undefined : range(span));
      },
    }),
    vscode.languages.registerSignatureHelpProvider(SELECTOR, {
      async provideSignatureHelp(document, position, token) {
        const produced = await ask(document, token, position, "RequestSignatureHelp", "SignatureHelpProduced");
        if (produced?.signatures === undefined || produced.signatures.length === 0) {
          return undefined;
        }
        const help = new vscode.SignatureHelp();
        help.activeSignature = produced.activeSignatureIndex ?? 0;
        help.activeParameter = produced.activeParameterIndex ?? 0;
        help.signatures = produced.signatures.map(({ label, documentation, parameters }) => {
          const signature = new vscode.SignatureInformation(label, markdown(documentation));
          signature.parameters = (parameters ?? []).map(
            parameter => new vscode.ParameterInformation(parameter.label, markdown(parameter.documentation)));
          return signature;
        });
        return help;
      },
    }, "(", ","),
    new CellDiagnostics(sessions),
  );
}

/** Marks what the compiler finds in a cell, shortly after it was edited or run. */
class CellDiagnostics implements vscode.Disposable {
  private readonly found = vscode.languages.createDiagnosticCollection("csharp-notebooks");
  private readonly timers = new Map<vscode.TextDocument, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly sessions: Sessions) {
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (vscode.languages.match(SELECTOR, document) > 0) {
          this.checkSoon(document);
        }
      }),
      vscode.workspace.onDidCloseTextDocument(document => { this.forget(document); }),
      // What a cell declares is known in the others from then on.
      sessions.onDidChange(session => {
        if (session.state === "idle") {
          session.notebook.getCells().filter(cell => this.found.has(cell.document.uri)).forEach(cell => { this.checkSoon(cell.document); });
        }
      }),
    ];
  }

  dispose(): void {
    this.subscriptions.forEach(subscription => { subscription.dispose(); });
    this.timers.forEach(timer => { clearTimeout(timer); });
    this.found.dispose();
  }

  private checkSoon(document: vscode.TextDocument): void {
    clearTimeout(this.timers.get(document));
    this.timers.set(document, setTimeout(() => { void this.check(document); }, PAUSE_MILLISECONDS));
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.timers.get(document));
    this.timers.delete(document);
    this.found.delete(document.uri);
  }

  private async check(document: vscode.TextDocument): Promise<void> {
    this.timers.delete(document);
    const session = this.sessions.ofDocument(document);
    const { version } = document;
    // A kernel that runs a cell is not asked: it would answer too late.
    if (session === undefined || session.state === "busy" || session.state === "starting" || !isCSharp(session, document)) {
      return;
    }
    const client = await clientOf(this.sessions, document);
    const produced = await client?.request(
      "RequestDiagnostics", { code: document.getText(), targetKernelName: CSHARP }, "DiagnosticsProduced");
    if (produced != null && document.version === version && !document.isClosed) {
      this.found.set(document.uri, (produced.diagnostics ?? []).filter(({ severity }) => severity !== "hidden").map(diagnostic));
    }
  }
}

// The kernel starts with the first thing that is asked of it. Where it can't be started, running a cell says why.
async function clientOf(sessions: Sessions, document: vscode.TextDocument): Promise<KernelClient | null> {
  const session = sessions.ofDocument(document);
  if (session === undefined || !isCSharp(session, document)) {
    return null;
  }
  if (session.client === null && session.state === "ended") {
    return null;
  }
  return session.start().then(kernel => kernel.client, () => null);
}

function isCSharp(session: Session, document: vscode.TextDocument): boolean {
  const cell = session.notebook.getCells().find(each => each.document === document);
  return cell !== undefined && kernelOf(cell) === CSHARP;
}

function completion(item: CompletionItem, span: vscode.Range | undefined): vscode.CompletionItem {
  const kinds = vscode.CompletionItemKind as unknown as Record<string, vscode.CompletionItemKind | undefined>;
  const shown = new vscode.CompletionItem(item.displayText, kinds[item.kind] ?? KINDS[item.kind] ?? vscode.CompletionItemKind.Text);
  const text = item.insertText ?? item.displayText;
  shown.insertText = item.insertTextFormat === "snippet" ? new vscode.SnippetString(text) : text;
  if (item.filterText != null) {
    shown.filterText = item.filterText;
  }
  if (item.sortText != null) {
    shown.sortText = item.sortText;
  }
  if (item.documentation != null && item.documentation !== "") {
    shown.documentation = item.documentation;
  }
  if (span !== undefined) {
    shown.range = span;
  }
  return shown;
}

// Roslyn's kinds that VS Code calls otherwise.
const KINDS: Readonly<Record<string, vscode.CompletionItemKind>> = {
  Delegate: vscode.CompletionItemKind.Function,
  ExtensionMethod: vscode.CompletionItemKind.Method,
  Local: vscode.CompletionItemKind.Variable,
  Namespace: vscode.CompletionItemKind.Module,
  Parameter: vscode.CompletionItemKind.Variable,
  RangeVariable: vscode.CompletionItemKind.Variable,
  Structure: vscode.CompletionItemKind.Struct,
};

function markdown(text: FormattedValue | null | undefined): vscode.MarkdownString {
  return new vscode.MarkdownString(text?.value ?? "");
}

function range({ start, end }: LinePositionSpan): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hidden: vscode.DiagnosticSeverity.Hint,
};

function diagnostic({ linePositionSpan, severity, code, message }: KernelDiagnostic): vscode.Diagnostic {
  const found = new vscode.Diagnostic(range(linePositionSpan), message, SEVERITIES[severity]);
  found.code = code;
  found.source = "C#";
  return found;
}
