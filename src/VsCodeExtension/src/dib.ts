/** A cell of a .dib file. */
export interface DibCell {
  /** The kernel's name, as `csharp` or `html`. */
  readonly language: string;
  readonly text: string;
  /** The part of the file that it was read from, its heading line included; none for a cell that is new. */
  readonly source?: string | undefined;
}

export interface DibNotebook {
  /** What stands before the first cell: the `#!meta` block, as it was read. */
  readonly preamble: string;
  readonly cells: readonly DibCell[];
}

const ALIASES: Readonly<Record<string, string>> = { "c#": "csharp", "f#": "fsharp", powershell: "pwsh", js: "javascript" };
const LANGUAGES = ["csharp", "fsharp", "pwsh", "javascript", "html", "markdown", "mermaid", "sql", "kql", "http", "value"];
const HEADING = /^#!([\w#.-]+)[ \t]*$/;
const DEFAULT = "csharp";

interface Meta {
  readonly kernelInfo?: {
    readonly defaultKernelName?: string;
    readonly items?: readonly { readonly name: string; readonly aliases?: readonly string[] }[];
  };
}

/** Reads a .dib file: cells parted by lines that name a language, after a block that names those which are not well known. */
export function parseDib(text: string): DibNotebook {
  const { names, standard } = languages(text);
  let preamble = "";
  const cells: DibCell[] = [];
  let heading = "";
  let section = "";
  const close = () => {
    if (section === "") {
      return;
    }
    const isMeta = heading === "meta";
    if ((isMeta && cells.length === 0) || (cells.length === 0 && heading === "" && section.trim() === "")) {
      preamble += section;
    } else {
      cells.push({ language: names.get(heading.toLowerCase()) ?? standard, text: isMeta ? section : bare(section), source: section });
    }
  };
  for (const line of text.split(/(?<=\n)/)) {
    const name = HEADING.exec(line.replace(/^\ufeff/, "").replace(/\r?\n$/, ""))?.[1];
    if (name !== undefined && (name === "meta" || names.has(name.toLowerCase()))) {
      close();
      heading = name;
      section = "";
    }
    section += line;
  }
  close();
  return { preamble, cells };
}

/** Writes a .dib file. What was read and not touched is written as it was read. */
export function serializeDib({ preamble, cells }: DibNotebook): string {
  const newline = [preamble, ...cells.map(cell => cell.source ?? "")].some(part => part.includes("\r\n")) ? "\r\n" : "\n";
  const { names } = languages(preamble);
  const nameOf = (source: string) => names.get(HEADING.exec(source.split(/\r?\n/, 1)[0] ?? "")?.[1]?.toLowerCase() ?? "") ?? null;
  let written = preamble;
  cells.forEach((cell, at) => {
    // A part without a heading line belongs to the standard language, and only at the file's beginning.
    const language = cell.source === undefined ? null : nameOf(cell.source) ?? (at === 0 ? languages(preamble).standard : null);
    if (cell.source !== undefined && language === cell.language && bare(cell.source, nameOf(cell.source) !== null) === normal(cell.text)) {
      written = apart(written, newline, false) + cell.source;
    } else {
      const lines = [`#!${cell.language}`, "", ...normal(cell.text).split("\n"), ""];
      written = apart(written, newline, true) + lines.join(newline);
    }
  });
  return written;
}

/** The name that the kernel goes by, of one of its other names. */
export function kernelName(name: string): string {
  return ALIASES[name.toLowerCase()] ?? name;
}

// A heading begins a line; before a new one stands an empty line.
function apart(written: string, newline: string, withEmptyLine: boolean): string {
  if (written === "" || written === "\ufeff") {
    return written;
  }
  const ended = written.endsWith("\n") ? written : written + newline;
  return withEmptyLine && !/\n\r?\n$/.test(ended) ? ended + newline : ended;
}

function normal(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

// A section's text: without its heading line and the empty lines around.
function bare(section: string, hasHeading = HEADING.test(section.replace(/^\ufeff/, "").split(/\r?\n/, 1)[0] ?? "")): string {
  const text = normal(section).replace(/^\ufeff/, "");
  return (hasHeading ? text.replace(/^[^\n]*\n?/, "") : text).replace(/^\n+|\n+$/g, "");
}

// The names that part cells, each with the kernel's own name, and the kernel of a cell without a heading.
function languages(text: string): { names: Map<string, string>; standard: string } {
  const names = new Map([...LANGUAGES.map(name => [name, name] as const), ...Object.entries(ALIASES)]);
  const block = /^\ufeff?#!meta[ \t]*\r?\n([\s\S]*?)(?=^#!|(?![\s\S]))/m.exec(text)?.[1];
  let standard = DEFAULT;
  if (block !== undefined) {
    try {
      const { kernelInfo } = JSON.parse(block) as Meta;
      standard = kernelInfo?.defaultKernelName ?? DEFAULT;
      for (const { name, aliases } of kernelInfo?.items ?? []) {
        [name, ...(aliases ?? [])].forEach(each => names.set(each.toLowerCase(), name));
      }
    } catch {
      // A block that is no JSON declares nothing, and is kept as it is.
    }
  }
  return { names, standard };
}
