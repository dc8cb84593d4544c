import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";

/** What windows tell each other of the notebooks that they run: an empty file a notebook and window, named by both. */
export class NotebookClaims {
  /**
   * @param folder - Where the files are; all windows of a user share it.
   * @param window - The id of the window's process.
   */
  constructor(private readonly folder: string, private readonly window = process.pid) {}

  /** Says that this window runs a notebook. True if another window that is still open does, too. */
  claim(notebook: string): boolean {
    mkdirSync(this.folder, { recursive: true });
    const prefix = prefixOf(notebook);
    let isElsewhere = false;
    for (const name of readdirSync(this.folder).filter(name => name.startsWith(prefix))) {
      const window = Number(name.slice(prefix.length));
      if (window !== this.window && isAlive(window)) {
        isElsewhere = true;
      } else {
        // This window's own, or one that a killed window has left.
        rmSync(path.join(this.folder, name), { force: true });
      }
    }
    writeFileSync(this.file(notebook), "");
    return isElsewhere;
  }

  /** This window no longer runs a notebook. */
  release(notebook: string): void {
    rmSync(this.file(notebook), { force: true });
  }

  private file(notebook: string): string {
    return path.join(this.folder, `${prefixOf(notebook)}${this.window}`);
  }
}

function prefixOf(notebook: string): string {
  return `${createHash("sha256").update(notebook).digest("hex").slice(0, 32)}.`;
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
