import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { NotebookClaims } from "../src/notebookClaims";

const NOTEBOOK = "file:///notebooks/one.ipynb";

let folder: string;
let mine: NotebookClaims;
let other: NotebookClaims;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "claims-"));
  mine = new NotebookClaims(folder);
  other = new NotebookClaims(folder, process.ppid);
});

afterEach(() => { rmSync(folder, { recursive: true }); });

test("claim_OpenInAnotherWindow_IsTrue", () => {
  assert.equal(mine.claim(NOTEBOOK), false);
  assert.equal(other.claim(NOTEBOOK), true);
});

test("claim_OtherNotebookInAnotherWindow_IsFalse", () => {
  other.claim("file:///notebooks/two.ipynb");

  assert.equal(mine.claim(NOTEBOOK), false);
});

test("release_OneOfTwoWindows_LeavesTheOthersClaim", () => {
  mine.claim(NOTEBOOK);
  other.claim(NOTEBOOK);
  other.release(NOTEBOOK);

  assert.equal(other.claim(NOTEBOOK), true);
});

test("claim_AfterTheOtherWindowReleased_IsFalse", () => {
  other.claim(NOTEBOOK);
  other.release(NOTEBOOK);

  assert.equal(mine.claim(NOTEBOOK), false);
});

test("claim_OtherWindowWasKilled_IsFalseAndForgetsIt", () => {
  new NotebookClaims(folder, spawnSync(process.execPath, ["-e", ""]).pid).claim(NOTEBOOK);

  assert.equal(mine.claim(NOTEBOOK), false);
  assert.equal(readdirSync(folder).length, 1);
});
