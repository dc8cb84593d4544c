import * as vscode from "vscode";
import { CELL_LANGUAGES, CSHARP, isDotNetNotebook, NOTEBOOK_LANGUAGE, NOTEBOOK_TYPES, renamedKernel } from "./cellLanguage";
import { DibSerializer } from "./dibSerializer";
import { openDrawingPad } from "./drawingPad";
import { exportPage } from "./exportPage";
import { registerLanguageFeatures } from "./languageFeatures";
import { tell } from "./messages";
import { Sessions } from "./sessions";
import { SessionStatus } from "./sessionStatus";
import { VariablesView } from "./variablesView";

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("C# Notebooks", { log: true });
  const sessions = new Sessions(log, context.globalStorageUri.fsPath);
  const command = (name: string, run: (...args: never[]) => unknown) => vscode.commands.registerCommand(`csharpNotebooks.${name}`, run);
  context.subscriptions.push(
    log,
    sessions,
    ...NOTEBOOK_TYPES.map(type => controllerFor(type, sessions)),
    vscode.workspace.registerNotebookSerializer("dotnet-dib", new DibSerializer(), { transientOutputs: true }),
    registerLanguageFeatures(sessions),
    new SessionStatus(sessions),
    new VariablesView(sessions),
    vscode.workspace.onDidChangeNotebookDocument(event => { void followLanguages(event); }),
    command("new", newNotebook),
    command("restart", async () => sessions.ofActiveEditor()?.restart()),
    command("restartAndRunAll", async () => {
      await sessions.ofActiveEditor()?.restart();
      await vscode.commands.executeCommand("notebook.execute");
    }),
    command("exportPage", async () => exportPage(sessions.ofActiveEditor()?.notebook, log)),
    command("openPad", async () => openDrawingPad(log)),
    command("useCSharp", async () => useCSharp(vscode.window.activeNotebookEditor?.notebook)),
    command("showLog", () => { log.show(); }),
  );
}

function controllerFor(type: (typeof NOTEBOOK_TYPES)[number], sessions: Sessions): vscode.Disposable {
  const controller = vscode.notebooks.createNotebookController(`csharp-${type}`, type, "C# (.NET)");
  controller.description = "The .NET SDK, without Python";
  controller.supportedLanguages = CELL_LANGUAGES;
  controller.supportsExecutionOrder = true;
  controller.executeHandler = async (cells, notebook) => {
    const foreign = cells.find(cell => cell.document.languageId === "python");
    if (foreign !== undefined) {
      // VS Code takes cells for Python ones where the notebook does not say its language.
      void tell("warning", "This cell is a Python cell. If the notebook is meant to be C#, make it one: its cells are not changed.", {
        "Make this a C# notebook": async () => useCSharp(notebook),
      });
      return;
    }
    await sessions.of(notebook, controller).run(cells);
  };
  controller.interruptHandler = async notebook => sessions.find(notebook)?.interrupt();
  const prefer = (notebook: vscode.NotebookDocument) => {
    if (notebook.notebookType === type && isDotNetNotebook(notebook)) {
      controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
      // VS Code chooses what is preferred without saying so; a choice of something else is told below.
      sessions.select(notebook, controller);
    }
  };
  vscode.workspace.notebookDocuments.forEach(prefer);
  return vscode.Disposable.from(
    controller,
    vscode.workspace.onDidOpenNotebookDocument(prefer),
    controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => { sessions.select(notebook, selected ? controller : null); }),
  );
}

// The notebook's metadata name the language that the user gave a cell, so that other programs run it as this one does.
async function followLanguages({ notebook, cellChanges }: vscode.NotebookDocumentChangeEvent): Promise<void> {
  const edits = isDotNetNotebook(notebook)
    ? cellChanges.filter(change => change.document !== undefined).map(change => renamedKernel(change.cell)).filter(edit => edit !== null)
    : [];
  if (edits.length > 0) {
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, edits);
    await vscode.workspace.applyEdit(edit);
  }
}

const CSHARP_METADATA = {
  kernelspec: { display_name: ".NET (C#)", language: "C#", name: ".net-csharp" },
  language_info: { name: NOTEBOOK_LANGUAGE },
  polyglot_notebook: { kernelInfo: { defaultKernelName: CSHARP, items: [{ aliases: [], languageName: CSHARP, name: CSHARP }] } },
};

async function newNotebook(): Promise<void> {
  const data = new vscode.NotebookData([new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "", NOTEBOOK_LANGUAGE)]);
  data.metadata = { metadata: CSHARP_METADATA, nbformat: 4, nbformat_minor: 5 };
  await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument("jupyter-notebook", data));
}

// A notebook that does not say what it is, or says it is Python's, and is C#.
async function useCSharp(notebook: vscode.NotebookDocument | undefined): Promise<void> {
  if (notebook === undefined) {
    return;
  }
  const { metadata } = notebook.metadata as { metadata?: Record<string, unknown> };
  const edit = new vscode.WorkspaceEdit();
  const csharp = { ...notebook.metadata, metadata: { ...metadata, ...CSHARP_METADATA } };
  edit.set(notebook.uri, [vscode.NotebookEdit.updateNotebookMetadata(csharp)]);
  await vscode.workspace.applyEdit(edit);
  const cells = notebook.getCells().filter(cell => cell.kind === vscode.NotebookCellKind.Code && cell.document.languageId === "python");
  await Promise.all(cells.map(async cell => vscode.languages.setTextDocumentLanguage(cell.document, NOTEBOOK_LANGUAGE)));
}
