import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { belongsTo, isEvent, parse, type CommandEnvelope, type EventEnvelope, type KernelInfo, type Outcome } from "./protocol";

/** Answers a command that the kernel sends: with the events to send back, or with an error. */
export type HostCommandHandler = (command: CommandEnvelope) => Promise<{ eventType: string; event: Record<string, unknown> }[]>;

interface Pending {
  readonly onEvent: (event: EventEnvelope) => void;
  readonly end: (outcome: Outcome) => void;
}

const HOST = "kernel://vscode";

/** Speaks the protocol to one kernel: sends commands, and hands each event to the command that it belongs to. */
export class KernelClient {
  /** The kernel's languages, once it is ready. */
  readonly ready: Promise<readonly KernelInfo[]>;
  private readonly infos = new Map<string, KernelInfo>();
  private readonly pending = new Map<string, Pending>();
  private becomeReady!: (infos: readonly KernelInfo[]) => void;
  private failReady!: (error: Error) => void;
  private commands = 0;
  private ended: Error | null = null;

  /**
   * @param input - The kernel's standard input.
   * @param output - The kernel's standard output.
   * @param onHostCommand - Does what the kernel asks of the editor.
   * @param onOther - Told each line that is none of the protocol's.
   */
  constructor(
    private readonly input: Writable,
    output: Readable,
    private readonly onHostCommand: HostCommandHandler,
    onOther: (line: string) => void,
  ) {
    this.ready = new Promise((resolve, reject) => {
      this.becomeReady = resolve;
      this.failReady = reject;
    });
    // Whoever starts a command learns of it by that command.
    this.ready.catch(() => undefined);
    // What is written to a kernel that has just ended is lost; its end is told by end().
    input.on("error", () => undefined);
    createInterface({ input: output }).on("line", line => {
      const envelope = parse(line);
      if (envelope === null) {
        onOther(line);
      } else if (isEvent(envelope)) {
        this.receive(envelope);
      } else {
        void this.answer(envelope);
      }
    });
  }

  /** The language by its name or another of its names, undefined where the kernel has none such. */
  language(name: string): KernelInfo | undefined {
    return this.infos.get(name) ?? [...this.infos.values()].find(info => info.aliases?.includes(name));
  }

  /**
   * Sends a command once the kernel is ready.
   * @param onEvent - Told each event that belongs to the command, as it comes.
   * @returns How it ended; never rejected.
   */
  async send(
    commandType: string, command: Record<string, unknown>, onEvent: (event: EventEnvelope) => void = () => undefined,
  ): Promise<Outcome> {
    try {
      await this.ready;
    } catch (error) {
      return { succeeded: false, message: (error as Error).message };
    }
    const token = `vscode-${++this.commands}`;
    return new Promise(resolve => {
      if (this.ended !== null) {
        resolve({ succeeded: false, message: this.ended.message });
        return;
      }
      this.pending.set(token, {
        onEvent,
        end: outcome => {
          this.pending.delete(token);
          resolve(outcome);
        },
      });
      this.write({ commandType, command, token, routingSlip: [] });
    });
  }

  /** Sends a command that is answered by one event: that event, or null where it is not answered so. */
  async request(commandType: string, command: Record<string, unknown>, answer: string): Promise<EventEnvelope["event"] | null> {
    return new Promise(resolve => {
      void this.send(commandType, command, ({ eventType, event }) => {
        if (eventType === answer) {
          resolve(event);
        }
      }).then(() => { resolve(null); });
    });
  }

  /** The kernel has ended: every command that waits fails. */
  end(error: Error): void {
    this.ended = error;
    this.failReady(error);
    for (const { end } of [...this.pending.values()]) {
      end({ succeeded: false, message: error.message });
    }
  }

  private receive(envelope: EventEnvelope): void {
    const { eventType, event } = envelope;
    if (eventType === "KernelReady") {
      event.kernelInfos?.forEach(info => this.infos.set(info.localName, info));
      this.becomeReady([...this.infos.values()]);
    } else if (eventType === "KernelInfoProduced" && event.kernelInfo) {
      this.infos.set(event.kernelInfo.localName, event.kernelInfo);
    }
    for (const [token, pending] of [...this.pending]) {
      if (!belongsTo(envelope, token)) {
        continue;
      }
      if (envelope.command?.token !== token || (eventType !== "CommandSucceeded" && eventType !== "CommandFailed")) {
        pending.onEvent(envelope);
      } else if (eventType === "CommandSucceeded") {
        pending.end({ succeeded: true });
      } else {
        pending.end({ succeeded: false, message: event.message ?? "The kernel did not say why." });
      }
    }
  }

  private async answer(command: CommandEnvelope): Promise<void> {
    const reply = (eventType: string, event: Record<string, unknown>) => {
      this.write({ eventType, event, command, routingSlip: [HOST] });
    };
    try {
      for (const { eventType, event } of await this.onHostCommand(command)) {
        reply(eventType, event);
      }
      reply("CommandSucceeded", {});
    } catch (error) {
      reply("CommandFailed", { message: (error as Error).message });
    }
  }

  private write(envelope: object): void {
    if (this.input.writable) {
      this.input.write(`${JSON.stringify(envelope)}\n`);
    }
  }
}
