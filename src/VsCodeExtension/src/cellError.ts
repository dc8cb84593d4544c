/** An error as a cell shows it. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

// A frame of a stack, in any language that .NET speaks to its users: "   at Namespace.Type.Method()".
const FRAME = /^ {3}\S+ .*\S/;
const EXCEPTION = /^([A-Z][\w.`+]*(?:Exception|Error)): ?/;

/**
 * Reads what a kernel says of a command that failed: an exception with its stack, a compiler's errors, or a sentence. Of the stack
 * the frames remain that lead to the cell; what runs cells stands below them and tells nothing.
 */
export function cellError(message: string): CellError {
  const lines = message.replaceAll("\r\n", "\n").trimEnd().split("\n");
  const name = EXCEPTION.exec(lines[0] ?? "")?.[1] ?? "";
  const first = lines.findIndex((line, at) => at > 0 && FRAME.test(line));
  if (name === "" || first < 0) {
    const whole = lines.join("\n");
    return { name: name === "" ? "Error" : name, message: whole.replace(EXCEPTION, ""), stack: whole };
  }
  const ofCell = lines.findLastIndex(line => FRAME.test(line) && line.includes("Submission#"));
  const kept = lines.slice(0, ofCell < 0 ? lines.length : ofCell + 1).filter(line => !line.startsWith("--- "));
  return { name, message: lines.slice(0, first).join("\n").replace(EXCEPTION, ""), stack: kept.join("\n") };
}
