import { TextDecoder, TextEncoder } from "node:util";
import * as vscode from "vscode";
import { dibKernel, languageId, type DibCellMetadata } from "./cellLanguage";
import { parseDib, serializeDib, type DibCell } from "./dib";

/** Opens and saves .dib files; the format holds no outputs. */
export class DibSerializer implements vscode.NotebookSerializer {
  deserializeNotebook(content: Uint8Array): vscode.NotebookData {
    // The byte order mark stays, so that it is written again.
    const { preamble, cells } = parseDib(new TextDecoder("utf-8", { ignoreBOM: true }).decode(content));
    const data = new vscode.NotebookData(cells.map(({ language, text, source }) => {
      const cell = language === "markdown"
        ? new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, text, "markdown")
        : new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, languageId(language));
      cell.metadata = { dib: { kernel: language, source } } satisfies DibCellMetadata;
      return cell;
    }));
    data.metadata = { preamble };
    return data;
  }

  serializeNotebook({ metadata, cells }: vscode.NotebookData): Uint8Array {
    const preamble = (metadata as { preamble?: string } | undefined)?.preamble ?? "";
    return new TextEncoder().encode(serializeDib({ preamble, cells: cells.map(dibCell) }));
  }
}

function dibCell({ kind, languageId: language, value, metadata }: vscode.NotebookCellData): DibCell {
  return {
    language: kind === vscode.NotebookCellKind.Markup ? "markdown" : dibKernel(language, metadata),
    text: value,
    source: (metadata as DibCellMetadata | undefined)?.dib?.source,
  };
}
