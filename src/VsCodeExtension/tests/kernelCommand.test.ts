import assert from "node:assert/strict";
import { test } from "node:test";
import { findKernel, type Surroundings } from "../src/kernelCommand";

function surroundings(files: string[], changes: Partial<Surroundings> = {}): Surroundings {
  return {
    setting: [], environment: { PATH: "/usr/bin:relative", HOME: "/home/me" }, platform: "linux", folders: ["/clone/notebooks"],
    exists: file => files.includes(file), ...changes,
  };
}

const TOOL = "/home/me/.dotnet/tools/digits";
const PROJECT = "/clone/src/HandwrittenDigits.Cli/HandwrittenDigits.Cli.csproj";

test("findKernel_SettingGiven_IsTakenAsItIs", () => {
  assert.deepEqual(findKernel(surroundings([TOOL, PROJECT], { setting: ["a b", "c"] })), ["a b", "c"]);
});

test("findKernel_ToolAndClone_TakesTheTool", () => {
  assert.deepEqual(findKernel(surroundings([TOOL, PROJECT])), [TOOL, "kernel", "stdio", "--vscode"]);
});

test("findKernel_OnlyAClone_RunsItsProject", () => {
  assert.deepEqual(
    findKernel(surroundings([PROJECT, "/usr/bin/dotnet"])),
    ["/usr/bin/dotnet", "run", "--project", PROJECT, "--verbosity", "quiet", "--", "kernel", "stdio", "--vscode"]);
});

test("findKernel_ACloneWithoutDotNet_IsNull", () => {
  assert.equal(findKernel(surroundings([PROJECT])), null);
});

test("findKernel_ProgramInARelativeFolderOfThePath_IsNotRun", () => {
  assert.equal(findKernel(surroundings(["relative/digits"])), null);
});

test("findKernel_Nothing_IsNull", () => {
  assert.equal(findKernel(surroundings([])), null);
});
