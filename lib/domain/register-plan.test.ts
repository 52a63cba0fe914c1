import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planRegisters, type RegisterPlan } from "./register-plan";
import type { KnownEntry, RegisterEntry, RegisterField } from "./registers";

const said = (value: string, file = "a.md", isSecondHand = false): RegisterField => ({
  value,
  origins: [{ file, row: 3, column: "Status" }],
  ...(isSecondHand ? { isSecondHand } : {}),
});
const entry = (key: string, fields: Record<string, RegisterField>): RegisterEntry => ({
  kind: "program-gate",
  key,
  title: key,
  position: 0,
  fields,
  defaults: {},
  isDefined: true,
});
const known = (
  key: string,
  values: Record<string, string | null>,
  origin: Record<string, RegisterField>,
): KnownEntry => ({ kind: "program-gate", key, values, origin });
const files = new Set(["a.md"]);

/** The entries as they stand once a plan was carried out. */
const carriedOut = (current: readonly KnownEntry[], plan: RegisterPlan): KnownEntry[] => [
  ...current.map((each) => {
    const change = plan.changes.find(({ key }) => key === each.key);
    const moved = plan.moved.find(({ key }) => key === each.key);
    const values = { ...each.values };
    for (const { field, after: value } of change?.fields ?? []) values[field] = value;
    return { ...each, values, origin: change?.origin ?? moved?.origin ?? each.origin };
  }),
  ...plan.creates.map(({ kind, key, fields }) => ({
    kind,
    key,
    values: Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value])),
    origin: fields,
  })),
];

describe("an import of a register", () => {
  it.each<[string, KnownEntry, RegisterField, string | null, RegExp | null]>([
    [
      "takes what its file changed",
      known("G1", { state: "blocked" }, { state: said("blocked") }),
      said("ready"),
      "ready",
      null,
    ],
    [
      "keeps what a person changed, and says what the file says",
      known("G1", { state: "complete" }, { state: said("blocked") }),
      said("ready"),
      null,
      /“complete”, which was set in Signalbox, and “ready” in a\.md\. The value set here is kept/,
    ],
    [
      "keeps what a person wrote where no file said anything before",
      known("G1", { state: "ready" }, {}),
      said("blocked"),
      null,
      /was set in Signalbox/,
    ],
    ["fills what is empty", known("G1", { state: null }, {}), said("blocked"), "blocked", null],
    [
      "keeps what a better source says that was not read this time",
      known("G1", { state: "ready" }, { state: said("ready", "log.md") }),
      said("blocked", "a.md", true),
      null,
      /comes from log\.md, which is not part of this import.*a\.md is a secondary source/,
    ],
  ])("%s", (_, current, field, taken, finding) => {
    const plan = planRegisters([current], [entry("G1", { state: field })], { files });
    expect(plan.changes.map(({ fields }) => fields.map((each) => each.after))).toEqual(
      taken === null ? [] : [[taken]],
    );
    expect(plan.findings).toHaveLength(finding === null ? 0 : 1);
    if (finding) expect(plan.findings[0]?.says).toMatch(finding);
  });

  it("clears what every file that said it no longer says", () => {
    const current = known("G1", { state: "ready", owner: "data" }, { owner: said("data") });
    const plan = planRegisters([current], [entry("G1", {})], { files });
    expect(plan.changes[0]?.fields).toEqual([{ field: "owner", before: "data", after: null }]);
    const elsewhere = planRegisters([current], [entry("G1", {})], { files: new Set(["b.md"]) });
    expect(elsewhere.changes).toEqual([]);
  });

  it("changes nothing that only a request changes", () => {
    const current = known("G1", { state: "blocked" }, { state: said("blocked") });
    const held = new Map([["program-gate.state", "It is changed by request."]]);
    const plan = planRegisters([current], [entry("G1", { state: said("ready") })], { files, held });
    expect(plan.changes).toEqual([]);
    expect(plan.findings[0]?.says).toMatch(/It is changed by request/);
  });

  const word = fc.constantFrom("ready", "blocked", "pending");
  const keys = fc.constantFrom("G1", "G2", "G3");
  const stated = fc
    .dictionary(keys, word)
    .map((words) =>
      Object.entries(words).map(([key, value]) => entry(key, { state: said(value) })),
    );
  const program = fc
    .dictionary(keys, fc.record({ now: word, base: fc.option(word) }))
    .map((rows) =>
      Object.entries(rows).map(([key, { now, base }]) =>
        known(key, { state: now }, base === null ? {} : { state: said(base) }),
      ),
    );

  it("has nothing left to do the second time", () => {
    fc.assert(
      fc.property(program, stated, (current, entries) => {
        const plan = planRegisters(current, entries, { files });
        const again = planRegisters(carriedOut(current, plan), entries, { files });
        expect([again.creates, again.changes, again.moved]).toEqual([[], [], []]);
      }),
    );
  });

  it("never overwrites what a person changed since a file last said it, and deletes nothing", () => {
    fc.assert(
      fc.property(program, stated, (current, entries) => {
        const later = carriedOut(current, planRegisters(current, entries, { files }));
        for (const { key, values, origin } of current) {
          const found = later.find((each) => each.key === key);
          expect(found).toBeDefined();
          if (values.state !== origin.state?.value) expect(found?.values.state).toBe(values.state);
        }
      }),
    );
  });
});
