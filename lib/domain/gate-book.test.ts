import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  exampleFacts,
  exampleNow,
  exampleRun,
  exampleTest,
  hoursAgo,
} from "@/lib/domain/example-gate-facts";
import { openGateBook } from "@/lib/domain/gate-book";
import type { GateFacts } from "@/lib/domain/gate-facts";
import { opens } from "@/lib/domain/gate-reading";
import { gateTemplate } from "@/lib/domain/gate-template";
import { unknownReading } from "@/lib/domain/gate-verdict";
import { type GateDefinition, readGate } from "@/lib/domain/read-gate";

const none = () => unknownReading("no expressions here");
const definitions = gateTemplate.map((gate) => ({ gate, digest: JSON.stringify(gate) }));
const digested = (facts: GateFacts) => ({ facts, digest: JSON.stringify(facts) });
const named = (key: string, more: Partial<GateFacts> = {}) =>
  digested(exampleFacts({ capability: { key, name: key, teams: [] }, ...more }));

describe("the book of readings", () => {
  const capabilities = ["pull", "push", "tags"];
  const readAll = (
    book: ReturnType<typeof openGateBook>,
    places: ReturnType<typeof digested>[],
    now = exampleNow,
  ): number => {
    const before = book.counts().read;
    for (const place of places) for (const gate of definitions) book.read(place, gate, now, none);
    return book.counts().read - before;
  };

  test("after one new report only the capability that it touches is read again", () => {
    const book = openGateBook();
    const places = capabilities.map((key) => named(key));
    expect(readAll(book, places)).toBe(3 * 11);
    expect(readAll(book, places)).toBe(0);
    const failed = [exampleTest("PT-1", "R-1", [exampleRun("failed", { at: hoursAgo(0) })])];
    const after = [named("pull"), named("push", { tests: failed }), named("tags")];
    expect(readAll(book, after)).toBe(11);
  });

  test("what turns by age is read again when its time has come, and not before", () => {
    const book = openGateBook();
    const places = [named("pull")];
    readAll(book, places);
    const day = 86_400_000;
    expect(readAll(book, places, new Date(exampleNow.getTime() + day))).toBe(0);
    // Tests and parity count for 168 h, and their runs are 2 h old.
    expect(readAll(book, places, new Date(exampleNow.getTime() + 7 * day))).toBe(2);
  });

  test("a gate that was edited is read again for every capability", () => {
    const book = openGateBook();
    const places = capabilities.map((key) => named(key));
    readAll(book, places);
    const [first] = definitions;
    if (!first) throw new Error("no gate");
    const edited = { gate: { ...first.gate, title: "Other" }, digest: "another" };
    const before = book.counts().read;
    for (const place of places) book.read(place, edited, exampleNow, none);
    expect(book.counts().read - before).toBe(3);
  });

  test("reading through the book is reading without it", () => {
    const outcome = fc.constantFrom("passed", "failed", "skipped", "flaky", "disputed");
    const step = fc.record({
      outcome: outcome as fc.Arbitrary<"passed">,
      age: fc.integer({ min: 0, max: 400 }),
      hours: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const book = openGateBook();
        let now = exampleNow;
        for (const { outcome: how, age, hours } of steps) {
          now = new Date(now.getTime() + hours * 3_600_000);
          const tests = [exampleTest("PT-1", "R-1", [exampleRun(how, { at: hoursAgo(age) })])];
          const place = named("pull", { tests });
          for (const gate of definitions) {
            const { state } = book.read(place, gate, now, none);
            expect(state).toBe(readGate(gate.gate, place.facts, now, none).state);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("a gate's reach and its waiver", () => {
  const gate: GateDefinition = {
    key: "sign-off",
    title: "Sign-off",
    guards: "full",
    rule: { kind: "check", check: "rows-signed", with: {} },
    reach: {},
    owner: null,
    isDryRun: false,
  };
  const waiver = (until: string) => [
    { id: "w", gate: "sign-off", by: "Ann", reason: "Known.", owner: "registry", until },
  ];
  const reads = (more: Partial<GateFacts>, change: Partial<GateDefinition> = {}) =>
    readGate({ ...gate, ...change }, exampleFacts(more), exampleNow, none);

  test.each([
    [{ except: ["v2-pull"] }, "not-applicable"],
    [{ capabilities: ["other"] }, "not-applicable"],
    [{ capabilities: ["v2-pull"] }, "fail"],
    [{ kinds: ["worker"] }, "not-applicable"],
    [{ kinds: ["route"] }, "fail"],
    [{}, "fail"],
  ])("the reach %j reads %s", (reach, state) => {
    expect(reads({}, { reach }).state).toBe(state);
  });

  test("a waiver in force opens the gate, and keeps how it would read", () => {
    const reading = reads({ waivers: waiver("2026-12-01T00:00:00Z") });
    expect(reading).toMatchObject({ state: "waived", waiver: { reads: { state: "fail" } } });
    expect(reading.until).toBe("2026-12-01T00:00:00Z");
    expect(opens(reading)).toBe(true);
  });

  test("a waiver past its date opens nothing", () => {
    const reading = reads({ waivers: waiver("2026-11-21T12:00:00Z") });
    expect(reading.state).toBe("fail");
    expect(opens(reading)).toBe(false);
  });
});
