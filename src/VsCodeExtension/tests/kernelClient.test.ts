import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { KernelClient, type HostCommandHandler } from "../src/kernelClient";
import type { CommandEnvelope, EventEnvelope } from "../src/protocol";

const READY = {
  eventType: "KernelReady", event: { kernelInfos: [{ localName: "csharp", aliases: ["c#", "C#"] }, { localName: "html" }] }, command: null,
};

// Both ends of a kernel's standard input and output.
function connected(onHostCommand: HostCommandHandler = () => Promise.resolve([])) {
  const input = new PassThrough();
  const output = new PassThrough();
  const others: string[] = [];
  const client = new KernelClient(input, output, onHostCommand, line => { others.push(line); });
  const lines = createInterface({ input })[Symbol.asyncIterator]();
  return {
    client,
    others,
    write: (...envelopes: unknown[]) => {
      envelopes.forEach(envelope => output.write(typeof envelope === "string" ? envelope : `${JSON.stringify(envelope)}\n`));
    },
    next: async () => JSON.parse(String((await lines.next()).value)) as CommandEnvelope & EventEnvelope,
  };
}

test("send_BeforeTheKernelIsReady_WaitsForIt", async () => {
  const { client, write, next, others } = connected();
  const outcome = client.send("SubmitCode", { code: "1" });
  write("Building...\n", `\ufeff${JSON.stringify(READY)}\n`);
  const command = await next();
  write({ eventType: "CommandSucceeded", event: {}, command });

  assert.deepEqual(await outcome, { succeeded: true });
  assert.equal(command.commandType, "SubmitCode");
  assert.deepEqual(others, ["Building..."]);
  assert.equal(client.language("C#")?.localName, "csharp");
  assert.equal(client.language("sql"), undefined);
});

test("send_EventsOfCommandsThatItLedTo_AreItsOwn", async () => {
  const { client, write, next } = connected();
  write(READY);
  const seen: string[] = [];
  const outcome = client.send("SubmitCode", { code: "#!set" }, event => { seen.push(event.eventType); });
  const command = await next();
  write(
    { eventType: "ReturnValueProduced", event: {}, command: { ...command, token: `${command.token}.2` } },
    { eventType: "CommandSucceeded", event: {}, command: { ...command, token: `${command.token}.2` } },
    { eventType: "ReturnValueProduced", event: {}, command: { ...command, token: `${command.token}0` } },
    { eventType: "CommandFailed", event: { message: "boom" }, command });

  assert.deepEqual(await outcome, { succeeded: false, message: "boom" });
  assert.deepEqual(seen, ["ReturnValueProduced", "CommandSucceeded"]);
});

test("request_AnsweredWithoutTheEvent_IsNull", async () => {
  const { client, write, next } = connected();
  write(READY);
  const answer = client.request("RequestHoverText", {}, "HoverTextProduced");
  const command = await next();
  write({ eventType: "CommandSucceeded", event: {}, command });

  assert.equal(await answer, null);
});

test("end_WhileCommandsWait_FailsThemAndThoseAfter", async () => {
  const { client, write, next } = connected();
  write(READY);
  const waiting = client.send("SubmitCode", { code: "while (true);" });
  await next();
  client.end(new Error("The kernel ended."));

  assert.deepEqual(await waiting, { succeeded: false, message: "The kernel ended." });
  assert.deepEqual(await client.send("SubmitCode", { code: "1" }), { succeeded: false, message: "The kernel ended." });
});

test("end_BeforeTheKernelIsReady_FailsWhatWaitsForIt", async () => {
  const { client } = connected();
  const waiting = client.send("SubmitCode", { code: "1" });
  client.end(new Error("No such program."));

  assert.deepEqual(await waiting, { succeeded: false, message: "No such program." });
});

test("hostCommand_Answered_SendsTheEventsAndTheEnd", async () => {
  const { write, next } = connected(command => Promise.resolve([{ eventType: "InputProduced", event: { value: command.command.prompt } }]));
  write(READY, { commandType: "RequestInput", command: { prompt: "name?" }, token: "1.1" });

  const produced = await next();
  assert.deepEqual([produced.eventType, produced.event, produced.command], [
    "InputProduced", { value: "name?" }, { commandType: "RequestInput", command: { prompt: "name?" }, token: "1.1" },
  ]);
  assert.equal((await next()).eventType, "CommandSucceeded");
});

test("hostCommand_Refused_FailsWithTheReason", async () => {
  const { write, next } = connected(() => Promise.reject(new Error("No input was given.")));
  write(READY, { commandType: "RequestInput", command: {}, token: "1.1" });

  const failed = await next();
  assert.deepEqual([failed.eventType, failed.event.message], ["CommandFailed", "No input was given."]);
});
