import assert from "node:assert/strict";
import { test } from "node:test";
import { KernelProcess } from "../src/kernelProcess";

function start(...command: string[]): KernelProcess {
  return new KernelProcess(command, process.cwd(), process.env, () => Promise.resolve([]), () => undefined);
}

test("start_ProgramThatIsNotThere_SaysSo", async () => {
  const reason = await start("no-such-program-anywhere").ended;

  assert.equal(reason.isMissingProgram, true);
  assert.match(reason.message, /no-such-program-anywhere was not found/);
});

test("start_ProgramThatIsNoKernel_EndsWithItsLastWords", async () => {
  const kernel = start(process.execPath, "-e", "console.log('usage: digits COMMAND'); console.error('no command: stdio'); process.exit(2)");
  const outcome = await kernel.client.send("SubmitCode", { code: "1" });

  assert.equal(outcome.succeeded, false);
  assert.match((await kernel.ended).message, /exit code 2[^]*no command: stdio/);
  assert.match((await kernel.ended).message, /usage: digits COMMAND/);
});

test("start_ArgumentsWithSpacesAndQuotes_ArriveAsTheyAre", async () => {
  const given = ["a b", "\"; echo c", "$HOME"];
  const kernel = start(process.execPath, "-e", "console.error(JSON.stringify(process.argv.slice(1))); process.exit(1)", ...given);

  assert.ok((await kernel.ended).message.includes(JSON.stringify(given)));
});

test("stop_RunningProgram_EndsItAndSaysItWasStopped", async () => {
  const kernel = start(process.execPath, "-e", "setInterval(() => {}, 1000)");
  kernel.stop();

  assert.equal((await kernel.ended).message, "The kernel was stopped.");
});
