import * as path from "node:path";
import * as vscode from "vscode";
import { cellError } from "./cellError";
import { kernelOf } from "./cellLanguage";
import { CellOutputs, type DisplayedValues } from "./cellOutputs";
import { answerKernel } from "./hostCommands";
import type { KernelClient } from "./kernelClient";
import { findKernel } from "./kernelCommand";
import { KernelEndedError, KernelProcess } from "./kernelProcess";
import { explainFailedStart, explainMissingKernel, tell, tellOfSlowStart } from "./messages";
import { withPatience } from "./patience";
import { surroundings } from "./settings";

export type SessionState = "not started" | "starting" | "idle" | "busy" | "ended";

interface Queued {
  readonly execution: vscode.NotebookCellExecution;
  readonly done: () => void;
}

const INTERRUPTED = { name: "Interrupted", message: "The cell was stopped.", stack: "Interrupted: the cell was stopped." };
const SLOW_INTERRUPT_MILLISECONDS = 10_000;
// A clone is built before its first start.
const SLOW_START_MILLISECONDS = 60_000;

/** A notebook's kernel, with the cells that wait for it. */
export class Session implements vscode.Disposable {
  private kernel: KernelProcess | null = null;
  private queue: Queued[] = [];
  private running: Queued | null = null;
  private outputs: CellOutputs | null = null;
  private isInterrupted = false;
  private displayed: DisplayedValues = new Map();
  private readonly changed = new vscode.EventEmitter<SessionState>();
  private executions = 0;
  private currentState: SessionState = "not started";

  /** Told whenever the state has changed, and after each cell. */
  readonly onDidChange = this.changed.event;

  constructor(
    readonly notebook: vscode.NotebookDocument,
    private readonly controller: vscode.NotebookController,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  get state(): SessionState {
    return this.currentState;
  }

  /** How many cells have begun since the kernel started. */
  get executionCount(): number {
    return this.executions;
  }

  /** The kernel, if it has started: what only looks at a session does not start it. */
  get client(): KernelClient | null {
    return this.kernel?.client ?? null;
  }

  /** Runs cells one after the other, up to the first that fails. */
  async run(cells: readonly vscode.NotebookCell[]): Promise<void> {
    const batch = cells.map(cell => {
      const execution = this.controller.createNotebookCellExecution(cell);
      return new Promise<void>(done => { this.queue.push({ execution, done }); });
    });
    if (this.running === null) {
      void this.drain();
    }
    await Promise.all(batch);
  }

  /** Stops the cell that runs, and drops those that wait. */
  async interrupt(): Promise<void> {
    this.dropQueue();
    const { kernel, running } = this;
    if (running === null || kernel === null) {
      return;
    }
    this.isInterrupted = true;
    if (this.currentState === "starting") {
      this.stop();
      return;
    }
    const ended = new Promise<void>(resolve => {
      const subscription = this.onDidChange(() => {
        if (this.running !== running) {
          subscription.dispose();
          resolve();
        }
      });
    });
    void kernel.client.send("Cancel", { targetKernelName: "csharp" });
    await withPatience(ended, SLOW_INTERRUPT_MILLISECONDS, () => {
      void tell("warning", "The cell has not stopped yet: a call into native code ends first.", { "Restart kernel": () => this.restart() });
    });
  }

  /** Ends the kernel, and starts another; the variables are gone. */
  async restart(): Promise<void> {
    this.stop();
    await this.start();
  }

  dispose(): void {
    this.stop();
    this.changed.dispose();
  }

  /** Starts the kernel unless it runs. Rejected with the reason where it can't be started. */
  async start(): Promise<KernelProcess> {
    if (this.kernel !== null) {
      await this.kernel.client.ready;
      return this.kernel;
    }
    const around = surroundings(this.notebook);
    const command = findKernel(around);
    if (command === null) {
      throw explainMissingKernel(around);
    }
    this.change("starting");
    this.log.info(`${this.notebook.uri.fsPath}: ${command.join(" ")}`);
    const folder = this.notebook.isUntitled ? around.folders[0] ?? process.cwd() : path.dirname(this.notebook.uri.fsPath);
    const kernel = new KernelProcess(
      command,
      folder,
      around.environment,
      async request => answerKernel(request, this.running?.execution ?? null, this.outputs),
      line => { this.log.info(line); });
    this.kernel = kernel;
    this.executions = 0;
    void kernel.ended.then(reason => { this.kernelEnded(kernel, reason); });
    try {
      await withPatience(kernel.client.ready, SLOW_START_MILLISECONDS, () => {
        tellOfSlowStart(command, { "Restart kernel": () => this.restart(), "Show log": () => { this.log.show(); } });
      });
    } catch (error) {
      throw explainFailedStart(error as Error);
    }
    if (this.kernel === kernel && this.currentState === "starting") {
      this.change(this.running === null ? "idle" : "busy");
    }
    return kernel;
  }

  private stop(): void {
    this.dropQueue();
    const { kernel } = this;
    this.kernel = null;
    this.displayed = new Map();
    kernel?.stop();
    if (kernel !== null) {
      this.change("not started");
    }
  }

  private kernelEnded(kernel: KernelProcess, reason: KernelEndedError): void {
    if (this.kernel !== kernel) {
      return;
    }
    this.kernel = null;
    this.displayed = new Map();
    this.dropQueue();
    this.log.error(reason.message);
    this.change("ended");
    // Where a cell ran, it shows the reason.
    if (this.running === null) {
      void tell("error", `${path.basename(this.notebook.uri.fsPath)}: ${reason.message}`, { "Restart kernel": () => this.restart() });
    }
  }

  private dropQueue(): void {
    const dropped = this.queue;
    this.queue = [];
    for (const { execution, done } of dropped) {
      // An execution ends only once it has begun.
      execution.start();
      execution.end(undefined);
      done();
    }
  }

  private async drain(): Promise<void> {
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
      this.running = next;
      this.isInterrupted = false;
      const succeeded = await this.runCell(next.execution);
      this.running = null;
      next.done();
      if (!succeeded) {
        this.dropQueue();
      }
      if (this.currentState === "busy" && this.queue.length === 0) {
        this.currentState = "idle";
      }
      this.changed.fire(this.currentState);
    }
  }

  private async runCell(execution: vscode.NotebookCellExecution): Promise<boolean> {
    execution.start(Date.now());
    await execution.clearOutput();
    const outputs = new CellOutputs(execution, this.displayed);
    this.outputs = outputs;
    let succeeded = false;
    try {
      const { client } = await this.start();
      execution.executionOrder = ++this.executions;
      this.change("busy");
      const outcome = await this.submit(client, execution.cell, outputs);
      succeeded = outcome.succeeded;
      if (!outcome.succeeded) {
        outputs.fail(this.isInterrupted ? INTERRUPTED : cellError(outcome.message));
      }
    } catch (error) {
      outputs.fail(cellError((error as Error).message));
    }
    await outputs.settled();
    this.outputs = null;
    execution.end(succeeded, Date.now());
    return succeeded;
  }

  private submit(client: KernelClient, cell: vscode.NotebookCell, outputs: CellOutputs) {
    const code = cell.document.getText();
    const kernel = kernelOf(cell);
    // A language that is no kernel of its own may still be a directive of the C# kernel.
    const submission = client.language(kernel) === undefined
      ? { code: `#!${kernel}\n${code}`, targetKernelName: "csharp" }
      : { code, targetKernelName: kernel };
    return client.send("SubmitCode", submission, event => { outputs.show(event); });
  }

  private change(state: SessionState): void {
    this.currentState = state;
    this.changed.fire(state);
  }
}
