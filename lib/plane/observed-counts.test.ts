import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createObservedCounts } from "@/lib/plane/observed-counts";

let side: Server;
let answer: unknown;
let read: ReturnType<typeof createObservedCounts>;
beforeEach(async () => {
  side = createServer((_, response) => response.end(JSON.stringify(answer)));
  await new Promise<void>((resolve) => side.listen(0, "127.0.0.1", resolve));
  const { port } = side.address() as AddressInfo;
  read = createObservedCounts(new Map([["go", `http://127.0.0.1:${port}/count`]]));
});
afterEach(() => void side.close());

/** What each reading adds, of what the side says one time after the other. */
const readings = async (...says: unknown[]) => {
  const all = [];
  for (const one of says) {
    answer = one;
    all.push(await read());
  }
  return all;
};

test("what was there at the first reading is not counted", async () => {
  const [first, second] = await readings({ requests: 100 }, { requests: 103 });
  expect(first).toEqual([]);
  expect(second).toEqual([{ owner: "go", count: 3 }]);
});

test("routes are told apart, and the rest has none", async () => {
  const [, second] = await readings(
    { requests: 10, routes: { R1: 4 } },
    { requests: 20, routes: { R1: 6, R2: 3 } },
  );
  expect(second).toEqual([
    { owner: "go", route: "R1", count: 2 },
    { owner: "go", route: "R2", count: 3 },
    { owner: "go", count: 5 },
  ]);
});

test("a side that started anew counts from nothing", async () => {
  const [, second] = await readings(
    { requests: 100, routes: { R1: 90 } },
    { requests: 7, routes: { R1: 5 } },
  );
  expect(second).toEqual([
    { owner: "go", route: "R1", count: 5 },
    { owner: "go", count: 2 },
  ]);
});

test.each([
  ["nothing", null],
  ["text", "many"],
  ["a negative count", { requests: -1 }],
  ["a fraction", { requests: 1.5 }],
])("a side that answers %s is left out, and counts with its next answer", async (_, damaged) => {
  const [, second, third] = await readings({ requests: 1 }, damaged, { requests: 5 });
  expect(second).toEqual([]);
  expect(third).toEqual([{ owner: "go", count: 4 }]);
});

test("a side that is gone is left out", async () => {
  await readings({ requests: 1 });
  await new Promise((resolve) => side.close(resolve));
  side.closeAllConnections();
  expect(await read()).toEqual([]);
});
