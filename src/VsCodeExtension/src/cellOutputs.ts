import * as vscode from "vscode";
import type { CellError } from "./cellError";
import type { EventEnvelope, FormattedValue } from "./protocol";

/** The outputs of a notebook that their values' ids still name, to be replaced when a value changes. */
export type DisplayedValues = Map<string, vscode.NotebookCellOutput>;

type Stream = "stdout" | "stderr";

// Text is shown a few times a second: a cell that prints a hundred thousand lines would otherwise change the notebook as often.
const FLUSH_MILLISECONDS = 50;
// More in one cell makes the notebook's file and its page too slow to use.
const MOST_CHARACTERS = 5_000_000;
const CUT = `\n… The rest is not shown: this cell printed more than ${MOST_CHARACTERS.toLocaleString("en")} characters. `
  + "Write as much into a file.\n";

/** Shows what comes of one cell, in order, while it runs. */
export class CellOutputs {
  private changes: Promise<void> = Promise.resolve();
  private stream: { readonly name: Stream; readonly output: vscode.NotebookCellOutput } | null = null;
  private unshown: { name: Stream; text: string }[] = [];
  private timer: NodeJS.Timeout | null = null;
  private characters = 0;
  private readonly updates = new Map<string, readonly FormattedValue[]>();

  constructor(
    private readonly execution: vscode.NotebookCellExecution,
    private readonly displayed: DisplayedValues,
  ) {}

  /** Shows an event, if it is one to be shown. */
  show({ eventType, event }: EventEnvelope): void {
    const values = (event.formattedValues ?? []).filter(value => value.suppressDisplay !== true);
    if (eventType === "StandardOutputValueProduced" || eventType === "StandardErrorValueProduced") {
      this.print(eventType === "StandardOutputValueProduced" ? "stdout" : "stderr", values.map(value => value.value).join(""));
    } else if (values.length === 0) {
      return;
    } else if (eventType === "DisplayedValueUpdated" && event.valueId != null && this.displayed.has(event.valueId)) {
      this.update(event.valueId, values);
    } else if (eventType === "ReturnValueProduced" || eventType === "DisplayedValueProduced" || eventType === "DisplayedValueUpdated") {
      this.append(values, eventType === "ReturnValueProduced" ? "execute_result" : "display_data", event.valueId ?? null);
    }
  }

  /** Prints text, after what the stream printed before. */
  print(name: Stream, text: string): void {
    const room = MOST_CHARACTERS - this.characters;
    if (text === "" || room < 0) {
      return;
    }
    this.characters += text.length;
    const shown = text.length <= room ? text : text.slice(0, room) + CUT;
    const last = this.unshown.at(-1);
    if (last?.name === name) {
      last.text += shown;
    } else {
      this.unshown.push({ name, text: shown });
    }
    this.timer ??= setTimeout(() => { this.flush(); }, FLUSH_MILLISECONDS);
  }

  fail(error: CellError): void {
    this.change(async () => {
      this.stream = null;
      const item = vscode.NotebookCellOutputItem.error(error);
      await this.execution.appendOutput(new vscode.NotebookCellOutput([item], { outputType: "error" }));
    });
  }

  /** Resolves when everything is shown. */
  async settled(): Promise<void> {
    this.flush();
    await this.changes;
  }

  private append(values: readonly FormattedValue[], outputType: string, id: string | null): void {
    const output = new vscode.NotebookCellOutput(values.map(outputItem), { outputType });
    if (id !== null) {
      this.displayed.set(id, output);
    }
    this.change(async () => {
      this.stream = null;
      await this.execution.appendOutput(output);
    });
  }

  // Of the states that a value takes while an older one is being shown, only the latest is shown.
  private update(id: string, values: readonly FormattedValue[]): void {
    const isWaiting = this.updates.has(id);
    this.updates.set(id, values);
    if (isWaiting) {
      return;
    }
    this.change(async () => {
      const latest = this.updates.get(id);
      this.updates.delete(id);
      const output = this.displayed.get(id);
      if (latest !== undefined && output !== undefined) {
        await this.execution.replaceOutputItems(latest.map(outputItem), output);
      }
    });
  }

  private flush(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
    const chunks = this.unshown;
    this.unshown = [];
    for (const { name, text } of chunks) {
      this.enqueue(async () => {
        const item = vscode.NotebookCellOutputItem[name](text);
        if (this.stream?.name === name) {
          await this.execution.appendOutputItems(item, this.stream.output);
        } else {
          this.stream = { name, output: new vscode.NotebookCellOutput([item], { outputType: "stream" }) };
          await this.execution.appendOutput(this.stream.output);
        }
      });
    }
  }

  // What was printed before stands before.
  private change(how: () => Promise<void>): void {
    this.flush();
    this.enqueue(how);
  }

  // An output that was cleared meanwhile can't be changed any more, and need not be.
  private enqueue(how: () => Promise<void>): void {
    this.changes = this.changes.then(how).catch(() => undefined);
  }
}

function outputItem({ mimeType, value }: FormattedValue): vscode.NotebookCellOutputItem {
  return mimeType.startsWith("image/") && mimeType !== "image/svg+xml"
    ? new vscode.NotebookCellOutputItem(Buffer.from(value, "base64"), mimeType)
    : vscode.NotebookCellOutputItem.text(value, mimeType);
}
