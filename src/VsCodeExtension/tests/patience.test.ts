import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { withPatience } from "../src/patience";

beforeEach(() => { mock.timers.enable({ apis: ["setTimeout"] }); });

afterEach(() => { mock.timers.reset(); });

test("withPatience_LongerThanExpected_TellsOnceAndWaitsOn", async () => {
  let finish: (value: number) => void = () => undefined;
  const tell = mock.fn();
  const result = withPatience(new Promise<number>(resolve => { finish = resolve; }), 1_000, tell);
  mock.timers.tick(999);
  assert.equal(tell.mock.callCount(), 0);
  mock.timers.tick(5_000);
  finish(42);

  assert.equal(await result, 42);
  assert.equal(tell.mock.callCount(), 1);
});

test("withPatience_EndsInTime_TellsNothing", async () => {
  const tell = mock.fn();
  await assert.rejects(withPatience(Promise.reject(new Error("no")), 1_000, tell), /no/);
  mock.timers.tick(5_000);

  assert.equal(tell.mock.callCount(), 0);
});
