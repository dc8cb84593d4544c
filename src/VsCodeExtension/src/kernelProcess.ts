import { spawn, type ChildProcessByStdio } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { KernelClient, type HostCommandHandler } from "./kernelClient";

const LAST_WORDS = 20;

/** Why a kernel is not there, in words for its user. */
export class KernelEndedError extends Error {
  /** @param isMissingProgram - True where the program itself was not found. */
  constructor(message: string, readonly isMissingProgram = false) {
    super(message);
  }
}

/** A kernel's process. */
export class KernelProcess {
  readonly client: KernelClient;
  /** Settled when the process has ended, with the reason. */
  readonly ended: Promise<KernelEndedError>;
  private readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly lastWords: string[] = [];
  private isWanted = true;

  /**
   * @param command - The program and its arguments; no shell reads them.
   * @param folder - Where it runs.
   * @param environment - All of its environment variables.
   * @param log - Told what it prints beside the protocol.
   */
  constructor(
    command: readonly string[],
    folder: string,
    environment: NodeJS.ProcessEnv,
    onHostCommand: HostCommandHandler,
    log: (line: string) => void,
  ) {
    const [program = "", ...parameters] = command;
    // Ended with all that it has started: on Windows by taskkill, elsewhere as a group of processes.
    this.process = spawn(program, parameters, {
      cwd: folder, env: environment, stdio: ["pipe", "pipe", "pipe"], windowsHide: true, detached: process.platform !== "win32",
    });
    const listen = (line: string) => {
      log(line);
      this.lastWords.push(line);
      this.lastWords.splice(0, this.lastWords.length - LAST_WORDS);
    };
    createInterface({ input: this.process.stderr }).on("line", line => {
      if (line.trim() !== "") {
        listen(line);
      }
    });
    this.client = new KernelClient(this.process.stdin, this.process.stdout, onHostCommand, listen);
    this.ended = new Promise(resolve => {
      this.process.once("error", error => {
        const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
        const why = isMissing ? `The program ${program} was not found.` : `${program} could not be started: ${error.message}`;
        resolve(new KernelEndedError(why, isMissing));
      });
      this.process.once("close", (code, signal) => { resolve(new KernelEndedError(this.explain(command, code, signal))); });
    });
    void this.ended.then(reason => { this.client.end(reason); });
  }

  get id(): number | undefined {
    return this.process.pid;
  }

  /** Ends the process and all that it started. */
  stop(): void {
    this.isWanted = false;
    const id = this.process.pid;
    if (id === undefined || this.process.exitCode !== null || this.process.signalCode !== null) {
      return;
    }
    if (process.platform === "win32") {
      spawn("taskkill", ["/pid", `${id}`, "/T", "/F"], { windowsHide: true, stdio: "ignore" });
      return;
    }
    try {
      process.kill(-id, "SIGKILL");
    } catch {
      // It ended meanwhile.
    }
  }

  private explain(command: readonly string[], code: number | null, signal: string | null): string {
    if (!this.isWanted) {
      return "The kernel was stopped.";
    }
    const how = signal === null ? `with exit code ${code ?? "unknown"}` : `by ${signal}`;
    const words = this.lastWords.length === 0 ? "It left no message." : `Its last words:\n${this.lastWords.join("\n")}`;
    return `The kernel (${command.join(" ")}) ended ${how}. ${words}`;
  }
}
