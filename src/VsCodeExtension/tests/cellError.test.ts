import assert from "node:assert/strict";
import { test } from "node:test";
import { cellError } from "../src/cellError";

test("cellError_ExceptionWithStack_KeepsTheFramesThatLeadToTheCell", () => {
  const error = cellError([
    "System.InvalidOperationException: boom", "second line", "   at Some.Library.Call()", "   at Submission#6.F()",
    "   at Submission#6.<<Initialize>>d__0.MoveNext()", "--- End of stack trace from previous location ---",
    "   at Microsoft.CodeAnalysis.Scripting.ScriptExecutionState.RunSubmissionsAsync[TResult]()",
  ].join("\r\n"));

  assert.equal(error.name, "System.InvalidOperationException");
  assert.equal(error.message, "boom\nsecond line");
  assert.deepEqual(error.stack.split("\n"), [
    "System.InvalidOperationException: boom", "second line", "   at Some.Library.Call()", "   at Submission#6.F()",
    "   at Submission#6.<<Initialize>>d__0.MoveNext()",
  ]);
});

test("cellError_CompilersErrors_AreAllKept", () => {
  const message = "(1,15): error CS1003: Syntax error, ',' expected\n(1,16): error CS1002: ; expected";

  assert.deepEqual(cellError(message), { name: "Error", message, stack: message });
});

test("cellError_StackWithoutTheCell_IsKeptWhole", () => {
  const message = "System.Exception: x\n   at A.B()\n   at C.D()";

  assert.equal(cellError(message).stack, message);
});
