/**
 * What passes between an editor and a kernel that speaks .NET Interactive's protocol on its standard input and output: one JSON
 * object a line, commands to the kernel and events back (and a few commands from the kernel, for what only an editor can do).
 */

/** A command on its way; events name the one they belong to by its token. */
export interface CommandEnvelope {
  readonly commandType: string;
  readonly command: Readonly<Record<string, unknown>>;
  readonly token: string;
  readonly routingSlip?: readonly string[];
}

/** An event on its way. */
export interface EventEnvelope {
  readonly eventType: string;
  readonly event: KernelEvent;
  readonly command?: CommandEnvelope | null;
  readonly routingSlip?: readonly string[];
}

/** One form of a value. Images other than SVG are in base64. */
export interface FormattedValue {
  readonly mimeType: string;
  readonly value: string;
  readonly suppressDisplay?: boolean;
}

/** A place in a cell, both from 0; characters are UTF-16 units. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

export interface LinePositionSpan {
  readonly start: LinePosition;
  readonly end: LinePosition;
}

export interface KernelDiagnostic {
  readonly linePositionSpan: LinePositionSpan;
  readonly severity: "hidden" | "info" | "warning" | "error";
  readonly code: string;
  readonly message: string;
}

export interface CompletionItem {
  readonly displayText: string;
  readonly kind: string;
  readonly filterText?: string | null;
  readonly sortText?: string | null;
  readonly insertText?: string | null;
  readonly insertTextFormat?: string | null;
  readonly documentation?: string | null;
}

export interface SignatureInformation {
  readonly label: string;
  readonly documentation?: FormattedValue | null;
  readonly parameters?: readonly { readonly label: string; readonly documentation?: FormattedValue | null }[];
}

export interface ValueInfo {
  readonly name: string;
  readonly typeName?: string | null;
  readonly formattedValue?: FormattedValue | null;
  readonly preferredMimeTypes?: readonly string[];
}

/** A language that the kernel runs. */
export interface KernelInfo {
  readonly localName: string;
  readonly aliases?: readonly string[];
  readonly supportedKernelCommands?: readonly { readonly name: string }[];
}

/** The fields of all events that are read here; which are there says the event's type. */
export interface KernelEvent {
  readonly kernelInfos?: readonly KernelInfo[];
  readonly kernelInfo?: KernelInfo;
  readonly formattedValues?: readonly FormattedValue[];
  readonly valueId?: string | null;
  readonly message?: string | null;
  readonly diagnostics?: readonly KernelDiagnostic[];
  readonly completions?: readonly CompletionItem[];
  readonly linePositionSpan?: LinePositionSpan | null;
  readonly content?: readonly FormattedValue[];
  readonly signatures?: readonly SignatureInformation[];
  readonly activeSignatureIndex?: number;
  readonly activeParameterIndex?: number;
  readonly valueInfos?: readonly ValueInfo[];
  readonly formattedValue?: FormattedValue;
}

/** How a command ended. */
export type Outcome = { readonly succeeded: true } | { readonly succeeded: false; readonly message: string };

/** Reads a line: null where it is none of the protocol's, as what a build prints before the kernel starts. */
export function parse(line: string): CommandEnvelope | EventEnvelope | null {
  const start = line.indexOf("{");
  if (start < 0 || line.slice(0, start).replace("\ufeff", "").trim() !== "") {
    return null;
  }
  try {
    const read = JSON.parse(line.slice(start)) as Partial<CommandEnvelope & EventEnvelope>;
    return typeof read.eventType === "string" || typeof read.commandType === "string" ? (read as CommandEnvelope | EventEnvelope) : null;
  } catch {
    return null;
  }
}

export function isEvent(envelope: CommandEnvelope | EventEnvelope): envelope is EventEnvelope {
  return "eventType" in envelope;
}

/** True if the event belongs to the command of this token, or to one that it led to: those are numbered below it. */
export function belongsTo(event: EventEnvelope, token: string): boolean {
  const of = event.command?.token;
  return of !== undefined && (of === token || of.startsWith(`${token}.`));
}
