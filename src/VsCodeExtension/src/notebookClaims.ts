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
    const others = readdirSync(this.folder)
      .filter(name => name.startsWith(prefix))
      .map(name => Number(name.slice(prefix.length)))
      .filter(window => window !== this.window);
    // A window that was killed has left its files.
    others.filter(window => !isAlive(window)).forEach(window => { this.remove(notebook, window); });
    writeFileSync(this.file(notebook, this.window), "");
    return others.some(isAlive);
  }

  /** This window no longer runs a notebook. */
  release(notebook: string): void {
    this.remove(notebook, this.window);
  }

  private remove(notebook: string, window: number): void {
    rmSync(this.file(notebook, window), { force: true });
  }

  private file(notebook: string, window: number): string {
    return path.join(this.folder, `${prefixOf(notebook)}${window}`);
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
