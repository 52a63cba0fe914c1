import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Receipt } from "@/lib/contract/receipts";
import { exampleSnapshot } from "@/lib/domain/example-snapshot";
import { createReceiptBook, windowOf } from "@/lib/plane/receipt-book";

const at = (time: string): number => Date.parse(`2026-11-21T${time}Z`);
const clock = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(11, 19);

describe("the window of a count", () => {
  test.each([
    ["long after a change", "03:07:10", "02:00:00", false, "03:05:00"],
    ["after it, counted with it", "02:02:30", "02:01:00", true, "02:01:00"],
    ["after it, perhaps counted before", "02:02:30", "02:01:00", false, "02:00:00"],
    ["in the window after, counted with it", "02:06:00", "02:04:30", true, "02:05:00"],
    ["in the window after, perhaps before", "02:06:00", "02:04:30", false, "02:00:00"],
    ["two minutes later it is all after", "02:03:30", "02:01:00", false, "02:01:00"],
  ])("%s", (_, now, changedAt, isAfter, expected) => {
    expect(clock(windowOf(at(now), at(changedAt), isAfter))).toBe(expected);
  });

  test("never mixes what may be from before a change with what is from after it", () => {
    const moment = fc.integer({ min: at("00:00:00"), max: at("23:59:59") });
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 119_999 }), (changedAt, since) => {
        const now = changedAt + since;
        expect(windowOf(now, changedAt, true)).toBeGreaterThanOrEqual(changedAt);
        expect(windowOf(now, changedAt, false)).toBeLessThan(changedAt);
      }),
    );
  });
});

const receipt = (more: Record<string, unknown> = {}): Receipt =>
  Receipt.parse({
    instance: "host-1",
    runtime: "nginx 1.22",
    client: "agent/1",
    epoch: 1,
    version: 42,
    appliedAt: "2026-11-21T02:00:01Z",
    ...more,
  });

const snapshot = exampleSnapshot();

test("however often deliveries fail, no count is lost or doubled", () => {
  const step = fc.record({
    instance: fc.constantFrom("a", "b"),
    count: fc.integer({ min: 0, max: 5 }),
    fails: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let now = at("02:10:00");
      const book = createReceiptBook(() => now);
      let delivered = { instances: 0, traffic: 0 };
      const drain = (fails: boolean): void => {
        for (const drained of book.drain()) {
          if (fails) book.giveBack(drained);
          else {
            const { instances, traffic } = drained.batch;
            delivered = {
              instances:
                delivered.instances + instances.reduce((sum, one) => sum + one.decisions, 0),
              traffic: delivered.traffic + traffic.reduce((sum, one) => sum + one.count, 0),
            };
          }
        }
      };
      for (const { instance, count, fails } of steps) {
        now += 700;
        const decisions = [{ route: "R1", owner: "go", count }];
        expect(book.take(snapshot, receipt({ instance, decisions }))).toBe(true);
        drain(fails);
      }
      drain(false);
      const sent = steps.reduce((sum, { count }) => sum + count, 0);
      expect(delivered).toEqual({ instances: sent, traffic: sent });
    }),
  );
});

test("what was given back does not hide what came since, and its age grows", () => {
  let now = at("02:10:00");
  const book = createReceiptBook(() => now);
  book.take(snapshot, receipt({ version: 41 }));
  const [drained] = book.drain();
  now += 10_000;
  book.take(snapshot, receipt({ instance: "host-2" }));
  book.take(snapshot, receipt({ version: 42 }));
  if (drained) book.giveBack(drained);
  now += 1000;
  expect(book.drain()[0]?.batch.instances).toMatchObject([
    { instance: "host-2", silentMilliseconds: 1000 },
    { instance: "host-1", version: 42, silentMilliseconds: 1000 },
  ]);
});

test("an instance that leaves is not waited for, and one that is silent is not counted", () => {
  let now = at("02:10:00");
  const book = createReceiptBook(() => now);
  book.take(snapshot, receipt({ version: 41 }));
  book.take(snapshot, receipt({ instance: "host-2" }));
  expect(book.reading(snapshot)).toMatchObject({ heard: 2, behind: 1 });
  book.take(snapshot, receipt({ version: 41, leaving: true }));
  expect(book.reading(snapshot)).toMatchObject({ heard: 1, behind: 0 });
  expect(book.drain()[0]?.batch.instances).toMatchObject([{ leaving: true }, { leaving: false }]);
  now += 91_000;
  expect(book.reading(snapshot)).toMatchObject({ heard: 0 });
});

test("more instances than can be remembered are refused until others have been silent", () => {
  let now = at("02:10:00");
  const book = createReceiptBook(() => now);
  const base = receipt();
  for (let at = 0; at < 100_000; at++) book.take(snapshot, { ...base, instance: `i-${at}` });
  expect(book.take(snapshot, receipt({ instance: "one more" }))).toBe(false);
  expect(book.take(snapshot, receipt({ instance: "i-7" }))).toBe(true);
  book.drain();
  now += 700_000;
  book.drain();
  expect(book.take(snapshot, receipt({ instance: "one more" }))).toBe(true);
});
