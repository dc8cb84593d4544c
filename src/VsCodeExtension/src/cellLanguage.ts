import * as vscode from "vscode";
import { kernelName } from "./dib";

/** The notebooks' types that are run here. */
export const NOTEBOOK_TYPES = ["jupyter-notebook", "dotnet-dib"] as const;

/** What VS Code calls the cells of a notebook that says it is .NET Interactive's, whatever their language. */
export const NOTEBOOK_LANGUAGE = "polyglot-notebook";

export const CSHARP = "csharp";

/** VS Code's names for the languages of cells that a kernel may run. */
export const CELL_LANGUAGES = [
  NOTEBOOK_LANGUAGE, CSHARP, "html", "javascript", "markdown", "mermaid",
  "fsharp", "powershell", "sql", "kql", "http", "plaintext", "python",
];

interface CellMetadata {
  readonly polyglot_notebook?: { readonly kernelName?: string };
  readonly dotnet_interactive?: { readonly language?: string };
}

/** What is kept of a .dib file with each of its cells. */
export interface DibCellMetadata {
  readonly dib?: { readonly kernel: string; readonly source?: string | undefined };
}

/** The name of the kernel that is to run a cell. */
export function kernelOf(cell: vscode.NotebookCell): string {
  if (cell.notebook.notebookType === "dotnet-dib") {
    return dibKernel(cell.document.languageId, cell.metadata);
  }
  const { languageId } = cell.document;
  const said = saidKernel(cell);
  if (said !== null && (languageId === NOTEBOOK_LANGUAGE || languageId === CSHARP || languageId === "plaintext")) {
    return said;
  }
  return languageId === NOTEBOOK_LANGUAGE ? defaultKernel(cell.notebook) : languageId === "plaintext" ? "value" : kernelName(languageId);
}

/** VS Code's name for a kernel's language. */
export function languageId(kernel: string): string {
  return kernel === "pwsh" ? "powershell" : CELL_LANGUAGES.includes(kernel) ? kernel : "plaintext";
}

/** True for notebooks that say they are C# ones, in one of the ways that are in use. */
export function isDotNetNotebook(notebook: vscode.NotebookDocument): boolean {
  if (notebook.notebookType === "dotnet-dib") {
    return true;
  }
  const { kernelspec, language_info, polyglot_notebook, dotnet_interactive } = ipynbMetadata(notebook);
  const name = kernelspec?.name ?? "";
  const language = language_info?.name?.toLowerCase();
  return polyglot_notebook !== undefined || dotnet_interactive !== undefined || name.startsWith(".net-")
    || language === "c#" || language === NOTEBOOK_LANGUAGE;
}

/**
 * The change that makes a cell's metadata name the kernel of the language that its user chose for it, as .NET Interactive writes it;
 * null where it does.
 */
export function renamedKernel(cell: vscode.NotebookCell): vscode.NotebookEdit | null {
  const { languageId } = cell.document;
  const kernel = languageId === NOTEBOOK_LANGUAGE ? defaultKernel(cell.notebook) : kernelName(languageId);
  const said = saidKernel(cell);
  if (cell.notebook.notebookType !== "jupyter-notebook" || cell.kind !== vscode.NotebookCellKind.Code || languageId === "plaintext"
    || said === kernel || (said === null && languageId === NOTEBOOK_LANGUAGE)) {
    return null;
  }
  const metadata = cell.metadata as { metadata?: Record<string, unknown> };
  return vscode.NotebookEdit.updateCellMetadata(cell.index, {
    ...metadata,
    metadata: { ...metadata.metadata, dotnet_interactive: { language: kernel }, polyglot_notebook: { kernelName: kernel } },
  });
}

/** The kernel of a cell of a .dib file: the file's, as long as the cell keeps the language that the file's kernel stands for. */
export function dibKernel(language: string, metadata: Readonly<Record<string, unknown>> | undefined): string {
  const read = (metadata as DibCellMetadata | undefined)?.dib?.kernel;
  return read !== undefined && languageId(read) === language ? read : language === NOTEBOOK_LANGUAGE ? CSHARP : kernelName(language);
}

function saidKernel(cell: vscode.NotebookCell): string | null {
  const metadata = (cell.metadata as { metadata?: CellMetadata }).metadata;
  const said = metadata?.polyglot_notebook?.kernelName ?? metadata?.dotnet_interactive?.language;
  return said === undefined ? null : kernelName(said);
}

interface IpynbMetadata {
  readonly kernelspec?: { readonly name?: string };
  readonly language_info?: { readonly name?: string };
  readonly polyglot_notebook?: { readonly kernelInfo?: { readonly defaultKernelName?: string } };
  readonly dotnet_interactive?: unknown;
}

function ipynbMetadata(notebook: vscode.NotebookDocument): IpynbMetadata {
  return (notebook.metadata as { metadata?: IpynbMetadata }).metadata ?? {};
}

function defaultKernel(notebook: vscode.NotebookDocument): string {
  return kernelName(ipynbMetadata(notebook).polyglot_notebook?.kernelInfo?.defaultKernelName ?? CSHARP);
}
