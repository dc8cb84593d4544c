import { existsSync } from "node:fs";
import * as path from "node:path";

/** What the choice of the kernel's program depends on. */
export interface Surroundings {
  /** The setting: the program and its arguments, empty where it is left open. */
  readonly setting: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** Where a clone of the project may be: the notebook's folder first. */
  readonly folders: readonly string[];
  readonly exists?: (file: string) => boolean;
}

const PROJECT = path.join("src", "HandwrittenDigits.Cli", "HandwrittenDigits.Cli.csproj");
const KERNEL = ["kernel", "stdio", "--vscode"];

/** The command that starts the kernel, null where there is none. */
export function findKernel(surroundings: Surroundings): readonly string[] | null {
  if (surroundings.setting.length > 0) {
    return surroundings.setting;
  }
  const digits = findDigits(surroundings);
  return digits === null ? null : [...digits, ...KERNEL];
}

/**
 * The command line of the project, without the command: the tool, else the project of a clone. Null where there is neither, and
 * where there is no .NET to run a clone.
 */
export function findDigits({ environment, platform, folders, exists = existsSync }: Surroundings): readonly string[] | null {
  const tool = findProgram("digits", environment, platform, exists);
  if (tool !== null) {
    return [tool];
  }
  for (const folder of folders) {
    for (let above = folder, below = ""; above !== below; below = above, above = path.dirname(above)) {
      const project = path.join(above, PROJECT);
      if (exists(project)) {
        const dotnet = findProgram("dotnet", environment, platform, exists);
        return dotnet === null ? null : [dotnet, "run", "--project", project, "--verbosity", "quiet", "--"];
      }
    }
  }
  return null;
}

// On the PATH, or where .NET installs a user's tools.
function findProgram(
  name: string, environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, exists: (file: string) => boolean,
): string | null {
  const file = platform === "win32" ? `${name}.exe` : name;
  const home = environment.HOME ?? environment.USERPROFILE;
  const folders = (environment.PATH ?? environment.Path ?? "").split(platform === "win32" ? ";" : ":");
  if (home !== undefined) {
    folders.push(path.join(home, ".dotnet", "tools"), path.join(home, ".dotnet"));
  }
  return folders.filter(folder => path.isAbsolute(folder)).map(folder => path.join(folder, file)).find(exists) ?? null;
}

/** True if there is a .NET command line. */
export function hasDotNet({ environment, platform, exists = existsSync }: Surroundings): boolean {
  return findProgram("dotnet", environment, platform, exists) !== null;
}
